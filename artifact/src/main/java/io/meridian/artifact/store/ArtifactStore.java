package io.meridian.artifact.store;

import io.meridian.artifact.Disclosure;

/** Blobs and manifests in one place. */
public interface ArtifactStore extends BlobStore, ManifestStore {
    /** How narrow the records may be that this store takes: a hub's takes up to {@code HUB}. */
    Disclosure reach();
}
