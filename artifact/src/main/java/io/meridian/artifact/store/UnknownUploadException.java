package io.meridian.artifact.store;

import io.meridian.artifact.ArtifactException;

/** There is no upload with this name: it ended, was dropped, or never began. */
public final class UnknownUploadException extends ArtifactException {
    private static final long serialVersionUID = 1L;

    public UnknownUploadException(UploadId id) {
        super("there is no upload named " + id.value());
    }
}
