package io.meridian.governance.quality;

/**
 * A quality rule that an object breaks.
 *
 * @param rule the rule's name in the rules file
 * @param message what is required and what was seen; no patient data
 */
public record QualityFinding(String rule, Severity severity, String message) {
    /** What a finding leads to. */
    public enum Severity {
        /** Noted in the catalog. */
        WARNING,
        /** Keeps the object in quarantine. */
        HOLD
    }
}
