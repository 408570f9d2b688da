package io.meridian.dicom.iod;

import io.meridian.dicom.Dictionary;
import io.meridian.dicom.Tag;
import io.meridian.dicom.TagPath;
import io.meridian.dicom.iod.Finding.Rule;
import io.meridian.dicom.iod.Finding.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects findings, each once, and at most so many. */
final class Findings {
    private record Key(Rule rule, TagPath path) {}

    private final List<Finding> all = new ArrayList<>();
    private final Set<Key> seen = new HashSet<>();
    private long left;

    void add(Severity severity, Rule rule, TagPath path, Tables.Module module, String text) {
        add(severity, rule, path, module.name(), text, section(module.section()));
    }

    void add(Severity severity, Rule rule, TagPath path, String text, String section) {
        add(severity, rule, path, "", text, section);
    }

    private void add(
            Severity severity,
            Rule rule,
            TagPath path,
            String module,
            String text,
            String section) {
        // Two modules may require the same.
        if (!seen.add(new Key(rule, path))) {
            return;
        }
        if (all.size() >= Validator.MOST_FINDINGS) {
            left++;
            return;
        }
        all.add(new Finding(severity, rule, path, name(path), module, text, section));
    }

    List<Finding> all() {
        if (left > 0) {
            all.add(
                    new Finding(
                            Severity.NOTE,
                            Rule.UNCHECKED,
                            TagPath.ROOT,
                            "",
                            "",
                            "%d more findings are left out".formatted(left),
                            ""));
        }
        return List.copyOf(all);
    }

    static String section(String number) {
        return number.isEmpty() ? "" : "PS3.3 " + number;
    }

    private static String name(TagPath path) {
        return path.steps().isEmpty() ? "" : name(path.steps().getLast().tag());
    }

    private static String name(Tag tag) {
        return Dictionary.standard().name(tag);
    }
}
