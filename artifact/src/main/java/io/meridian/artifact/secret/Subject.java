package io.meridian.artifact.secret;

/**
 * Whose payload something is, or which zone's: any text of 1 to 256 characters.
 *
 * <p>It counts as identity: no message, file name or log shows it.
 */
public record Subject(String value) {
    public Subject {
        if (value.isEmpty() || value.length() > 256) {
            throw new IllegalArgumentException(
                    "a subject's name has 1 to 256 characters; this has " + value.length());
        }
    }

    @Override
    public String toString() {
        return "subject";
    }
}
