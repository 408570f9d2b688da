package io.meridian.artifact.journal;

import io.meridian.artifact.ArtifactException;

/** A journal cannot be written or read, or is not what its signed heads say. */
public final class JournalException extends ArtifactException {
    private static final long serialVersionUID = 1L;

    public JournalException(String message) {
        super(message);
    }

    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
