package io.meridian.governance.quality;

import io.meridian.governance.GovernanceException;
import io.meridian.governance.internal.LocatedYaml;
import io.meridian.governance.quality.QualityFinding.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The schema of rules files. */
final class QualityRulesReader {
    private static final String SHIPPED = "quality-rules.yaml";
    private static final Pattern TAG = Pattern.compile("\\([0-9A-Fa-f]{4},[0-9A-Fa-f]{4}\\)");

    private QualityRulesReader() {}

    static QualityRules shipped() {
        try (var in = QualityRules.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new GovernanceException(
                        "the resource %s is missing from the module".formatted(SHIPPED));
            }
            return read(SHIPPED, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static QualityRules read(String file, byte[] yaml) {
        var root = LocatedYaml.read(file, yaml).only("quality", "version", "rules");
        var names = new HashSet<String>();
        var rules =
                root.mappings("rules").stream()
                        .map(rule -> {
                            var name = rule.scalar("rule");
                            if (!names.add(name.text())) {
                                throw name.fault("names two rules");
                            }
                            return rule(rule, name.text());
                        })
                        .toList();
        return new QualityRules(
                root.scalar("quality").text() + "/" + root.scalar("version").text(), rules);
    }

    private static QualityRule rule(LocatedYaml.Mapping rule, String name) {
        rule.only(
                "rule",
                "severity",
                "check",
                "tags",
                "minimum",
                "maximum",
                "values",
                "maximumPercent");
        var severity = severity(rule.scalar("severity"));
        var check = rule.scalar("check");
        return switch (check.text()) {
            case "required" -> new QualityRule.Required(name, severity, tags(rule));
            case "size" -> {
                var minimum = rule.scalar("minimum").integer(1, 65535);
                yield new QualityRule.Size(
                        name, severity, minimum, rule.scalar("maximum").integer(minimum, 65535));
            }
            case "bits-stored" ->
                    new QualityRule.Bits(
                            name,
                            severity,
                            rule.scalars("values").stream()
                                    .map(value -> value.integer(1, 64))
                                    .collect(Collectors.toSet()));
            case "distinct-values" ->
                    new QualityRule.DistinctValues(
                            name, severity, rule.scalar("minimum").integer(2, 65536));
            case "clipping" ->
                    new QualityRule.Clipping(
                            name, severity, rule.scalar("maximumPercent").integer(0, 100));
            default ->
                    throw check.fault(
                            "is not a check; checks are required, size, bits-stored, distinct-values, clipping");
        };
    }

    private static Severity severity(LocatedYaml.Scalar word) {
        return switch (word.text()) {
            case "warning" -> Severity.WARNING;
            case "hold" -> Severity.HOLD;
            default -> throw word.fault("is not a severity; severities are warning and hold");
        };
    }

    private static Set<Integer> tags(LocatedYaml.Mapping rule) {
        return rule.scalars("tags").stream()
                .map(tag -> {
                    if (!TAG.matcher(tag.text()).matches()) {
                        throw tag.fault("must be a tag such as (0028,0010)");
                    }
                    return Integer.parseUnsignedInt(
                            tag.text().substring(1, 5) + tag.text().substring(6, 10), 16);
                })
                .collect(Collectors.toSet());
    }
}
