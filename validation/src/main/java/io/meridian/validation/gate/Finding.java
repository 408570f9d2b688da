package io.meridian.validation.gate;

/**
 * How one condition came out.
 *
 * @param condition what is demanded, as {@code lower bound of AUC}
 * @param required the demand in figures
 * @param observed what was found
 */
public record Finding(String condition, State state, String required, String observed) {
    /** How a condition may come out. */
    public enum State {
        PASSED,
        FAILED,
        UNDECIDABLE
    }

    /** In one sentence. */
    public String summary() {
        return "%s: required %s, observed %s".formatted(condition, required, observed);
    }
}
