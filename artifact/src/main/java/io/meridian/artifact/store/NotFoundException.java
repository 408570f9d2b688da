package io.meridian.artifact.store;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.Digest;

/** A store was asked for what it does not hold. */
public final class NotFoundException extends ArtifactException {
    private static final long serialVersionUID = 1L;

    public NotFoundException(Digest digest) {
        super("the store does not hold " + digest);
    }
}
