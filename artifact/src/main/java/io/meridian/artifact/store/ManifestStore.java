package io.meridian.artifact.store;

import io.meridian.artifact.Descriptor;
import io.meridian.artifact.Digest;
import io.meridian.artifact.Manifest;
import java.util.List;
import java.util.Optional;

/** Manifests by digest, and what refers to them. */
public interface ManifestStore {
    /**
     * Stores a manifest; synced when it returns. Its config and layers should be there before it.
     *
     * @throws io.meridian.artifact.DisclosureException if the manifest may not reach this store
     */
    void put(Manifest manifest);

    /** The manifest with this digest. */
    Optional<Manifest> manifest(Digest digest);

    /** Describes the manifests whose subject is this one. */
    List<Descriptor> referrers(Digest subject);
}
