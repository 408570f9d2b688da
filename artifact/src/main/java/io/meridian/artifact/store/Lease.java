package io.meridian.artifact.store;

import io.meridian.artifact.Digest;

/** Keeps blobs from being collected while work on them is under way. Close it when it is done. */
public interface Lease extends AutoCloseable {
    /** Keeps this blob, or this manifest with all that it holds; it need not be there yet. */
    void hold(Digest digest);

    @Override
    void close();
}
