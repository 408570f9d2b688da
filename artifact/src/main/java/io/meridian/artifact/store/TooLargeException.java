package io.meridian.artifact.store;

import io.meridian.artifact.ArtifactException;

/** A stream was longer than its limit. Nothing of it was kept. */
public final class TooLargeException extends ArtifactException {
    private static final long serialVersionUID = 1L;

    public TooLargeException(long maxBytes) {
        super("the bytes must be at most %d; there are more".formatted(maxBytes));
    }
}
