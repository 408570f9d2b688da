package io.meridian.artifact.store;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.Digest;

/** Bytes are not those that their digest names: a damaged disk, a broken transfer, or a forgery. */
public final class DamagedException extends ArtifactException {
    private static final long serialVersionUID = 1L;

    public DamagedException(Digest digest) {
        super("the bytes must have the digest that names them; these do not: " + digest);
    }
}
