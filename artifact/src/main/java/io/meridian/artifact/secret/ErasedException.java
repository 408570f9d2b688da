package io.meridian.artifact.secret;

import io.meridian.artifact.ArtifactException;
import java.time.Instant;

/** A payload was asked for whose subject has been erased. It cannot come back. */
public final class ErasedException extends ArtifactException {
    private static final long serialVersionUID = 1L;

    private final Instant at;

    public ErasedException(Instant at) {
        super("the subject's key was destroyed at %s; its payloads cannot be read".formatted(at));
        this.at = at;
    }

    /** When the key was destroyed. */
    public Instant at() {
        return at;
    }
}
