package io.meridian.artifact.store;

import io.meridian.artifact.Digest;
import java.util.Collection;
import java.util.List;

/** Keeps blobs from being collected while work on them is under way. Close it when it is done. */
public interface Lease extends AutoCloseable {
    /** Keeps these blobs, and these manifests with all that they hold; they may come later. */
    void hold(Collection<Digest> digests);

    /** Keeps this blob, or this manifest with all that it holds; it may come later. */
    default void hold(Digest digest) {
        hold(List.of(digest));
    }

    @Override
    void close();
}
