package io.meridian.artifact;

/** A store was asked to take what may not reach it. Nothing was sent. */
public final class DisclosureException extends ArtifactException {
    private static final long serialVersionUID = 1L;

    public DisclosureException(String message) {
        super(message);
    }
}
