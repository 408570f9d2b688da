package io.meridian.model.document;

/**
 * One thing that is wrong with a document.
 *
 * @param line counted from 1
 * @param field its path, as {@code local.epochs}; empty where the document itself is meant
 * @param message the rule, the observation, the remedy
 */
public record Problem(int line, String field, String message) {
    @Override
    public String toString() {
        return field.isEmpty()
                ? "line %d: %s".formatted(line, message)
                : "line %d, %s: %s".formatted(line, field, message);
    }
}
