package io.meridian.artifact.store;

import io.meridian.artifact.Digest;
import java.io.InputStream;
import java.util.OptionalLong;

/** Uploads that come in parts, and go on where they stopped, also after a restart. */
public interface Uploads {
    /** Begins an upload with a fresh name. */
    UploadId start();

    /** Begins an upload with this name, or finds it under way. Returns the bytes it has. */
    long resume(UploadId id);

    /** The bytes that an upload has; empty if there is none with this name. */
    OptionalLong size(UploadId id);

    /**
     * Appends to an upload.
     *
     * @param offset must be what the upload has
     * @param maxBytes of the whole upload
     * @return the bytes it has now
     * @throws OffsetException if the offset is another
     * @throws TooLargeException if there are more; the upload is gone then
     */
    long append(UploadId id, long offset, InputStream bytes, long maxBytes);

    /**
     * Ends an upload: its bytes become a blob, synced. What they are is known when a manifest names
     * them, and checked then.
     *
     * @return the blob's size in bytes
     * @throws DamagedException if the digest is another; the upload is gone then
     */
    long finish(UploadId id, Digest expected);

    /** Drops an upload, if there is one. */
    void cancel(UploadId id);
}
