package io.meridian.dicom;

import java.util.ArrayList;
import java.util.List;

/** Collects warnings, at most so many that they take no more memory than the object. */
final class Warnings {
    static final int MAXIMUM = 200;

    private final List<Warning> kept = new ArrayList<>();
    private long dropped;

    void add(Warning.Rule rule, long offset, TagPath path, String detail) {
        if (kept.size() < MAXIMUM) {
            kept.add(new Warning(rule, offset, path, detail));
        } else {
            dropped++;
        }
    }

    boolean isFull() {
        return kept.size() >= MAXIMUM;
    }

    /** For one that would only be counted. */
    void drop() {
        dropped++;
    }

    int mark() {
        return kept.size();
    }

    /** Forgets what was added since a mark. */
    void reset(int mark) {
        kept.subList(Math.min(mark, kept.size()), kept.size()).clear();
    }

    List<Warning> list() {
        if (dropped == 0) {
            return List.copyOf(kept);
        }
        var all = new ArrayList<>(kept);
        all.add(new Warning(Warning.Rule.MORE, -1, TagPath.ROOT, dropped + " further warnings"));
        return List.copyOf(all);
    }
}
