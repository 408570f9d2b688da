package io.meridian.artifact.registry;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.Descriptor;
import io.meridian.artifact.Digest;
import io.meridian.artifact.Disclosure;
import io.meridian.artifact.Manifest;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.store.ArtifactStore;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A store whose disk fails once at an offset, and that notes where it was read. */
final class FlakyStore implements ArtifactStore {
    final List<Long> offsets = new ArrayList<>();

    private final ArtifactStore store;
    private long failAt;

    FlakyStore(ArtifactStore store, long failAt) {
        this.store = store;
        this.failAt = failAt;
    }

    @Override
    public InputStream open(Digest digest, long offset) {
        offsets.add(offset);
        if (offset == failAt) {
            failAt = -1;
            throw new ArtifactException("the disk failed on purpose");
        }
        return store.open(digest, offset);
    }

    @Override
    public OptionalLong size(Digest digest) {
        return store.size(digest);
    }

    @Override
    public Descriptor put(MediaType type, InputStream bytes, long maxBytes) {
        return store.put(type, bytes, maxBytes);
    }

    @Override
    public void put(Manifest manifest) {
        store.put(manifest);
    }

    @Override
    public Optional<Manifest> manifest(Digest digest) {
        return store.manifest(digest);
    }

    @Override
    public List<Descriptor> referrers(Digest subject) {
        return store.referrers(subject);
    }

    @Override
    public Disclosure reach() {
        return store.reach();
    }
}
