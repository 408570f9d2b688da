package io.meridian.governance.quality;

import java.util.List;

/**
 * A set of quality rules, read from YAML.
 *
 * @param name and version as the file states them
 */
public record QualityRules(String name, List<QualityRule> rules) {
    public QualityRules {
        rules = List.copyOf(rules);
    }

    /**
     * Reads rules.
     *
     * @param file its name, for error messages
     * @throws io.meridian.governance.GovernanceException naming file, line and rule where the file
     *     is wrong
     */
    public static QualityRules read(String file, byte[] yaml) {
        return QualityRulesReader.read(file, yaml);
    }

    /** The rules that ship with this module. */
    public static QualityRules shipped() {
        return QualityRulesReader.shipped();
    }
}
