package io.meridian.artifact.secret;

import io.meridian.artifact.ArtifactException;

/** A key or an encrypted payload cannot be read, or is not what it should be. */
public final class SecretException extends ArtifactException {
    private static final long serialVersionUID = 1L;

    public SecretException(String message) {
        super(message);
    }

    public SecretException(String message, Throwable cause) {
        super(message, cause);
    }
}
