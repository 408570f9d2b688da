package io.meridian.artifact.store;

import io.meridian.artifact.ArtifactException;

/** A part of an upload does not begin where the upload ends. */
public final class OffsetException extends ArtifactException {
    private static final long serialVersionUID = 1L;

    private final long expected;

    public OffsetException(long expected, long offset) {
        super("the upload has %d bytes; a part began at %d".formatted(expected, offset));
        this.expected = expected;
    }

    /** The bytes that the upload has. */
    public long expected() {
        return expected;
    }
}
