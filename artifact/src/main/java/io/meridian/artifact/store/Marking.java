package io.meridian.artifact.store;

import io.meridian.artifact.Digest;
import io.meridian.artifact.Holding;
import io.meridian.artifact.Reference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Marks what a collection must keep.
 *
 * <p>A root keeps its payload, its referrers (signatures) and its holding parents in full. An
 * evidential parent, and everything above one, keeps manifest, config and signatures, so that
 * lineage can still be walked and verified; its layers may go.
 */
final class Marking {
    private final RecordIndex index;
    private final Set<Digest> kept = new HashSet<>();
    private final Map<Holding, Set<Digest>> seen = new EnumMap<>(Holding.class);
    private final Deque<Step> open = new ArrayDeque<>();

    private record Step(Digest digest, Holding holding) {}

    Marking(RecordIndex index) {
        this.index = index;
        for (var holding : Holding.values()) {
            seen.put(holding, new HashSet<>());
        }
    }

    /** Keeps a blob, or a manifest in full. */
    void keep(Digest digest) {
        open.push(new Step(digest, Holding.HOLDING));
        while (!open.isEmpty()) {
            mark(open.pop());
        }
    }

    Set<Digest> kept() {
        return kept;
    }

    private void mark(Step step) {
        var digest = step.digest();
        if (seen(Holding.HOLDING, digest) || !note(step.holding(), digest)) {
            return;
        }
        kept.add(digest);
        index.entry(digest).ifPresent(entry -> mark(entry, step.holding()));
    }

    private void mark(RecordIndex.Entry entry, Holding holding) {
        kept.addAll(entry.config());
        if (holding == Holding.HOLDING) {
            kept.addAll(entry.layers());
        }
        entry.manifests().forEach(each -> open.push(new Step(each, holding)));
        for (var referrer : index.referrers(entry.descriptor().digest())) {
            open.push(new Step(referrer.digest(), Holding.HOLDING));
        }
        for (var parent : entry.parents()) {
            if (parent.reference() instanceof Reference.OfManifest(var digest)) {
                var both = holding == Holding.HOLDING ? parent.holding() : Holding.EVIDENTIAL;
                open.push(new Step(digest, both));
            }
        }
    }

    private boolean seen(Holding holding, Digest digest) {
        return seen.getOrDefault(holding, Set.of()).contains(digest);
    }

    private boolean note(Holding holding, Digest digest) {
        return seen.computeIfAbsent(holding, _ -> new HashSet<>()).add(digest);
    }
}
