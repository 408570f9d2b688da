package io.meridian.artifact;

/** Bytes that should be a record are not one, or ask for what this version does not know. */
public final class RecordException extends ArtifactException {
    private static final long serialVersionUID = 1L;

    public RecordException(String message) {
        super(message);
    }

    public RecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
