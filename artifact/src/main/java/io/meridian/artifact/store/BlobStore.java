package io.meridian.artifact.store;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.Descriptor;
import io.meridian.artifact.Digest;
import io.meridian.artifact.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** Bytes by the name of their digest. */
public interface BlobStore {
    /** The size of a blob in bytes; empty if the store does not hold it. */
    OptionalLong size(Digest digest);

    /**
     * Opens a part of a blob. The caller closes it.
     *
     * @param offset of the first byte, from 0 to the blob's size
     * @throws NotFoundException if the store does not hold it
     */
    InputStream open(Digest digest, long offset);

    /**
     * Stores a stream; synced when it returns.
     *
     * @param type what it is; a store that reaches further than the type may travel refuses
     * @param maxBytes more than this is refused and leaves nothing behind
     * @throws io.meridian.artifact.DisclosureException if the type may not reach this store
     */
    Descriptor put(MediaType type, InputStream bytes, long maxBytes);

    /** Whether the store holds a blob. */
    default boolean contains(Digest digest) {
        return size(digest).isPresent();
    }

    /** Opens a blob. */
    default InputStream open(Digest digest) {
        return open(digest, 0);
    }

    /** Stores some bytes. */
    default Descriptor put(MediaType type, byte[] bytes) {
        return put(type, new ByteArrayInputStream(bytes), bytes.length);
    }

    /**
     * A small blob as a whole, its digest checked.
     *
     * @throws NotFoundException if the store does not hold it
     */
    default byte[] read(Digest digest, int maxBytes) {
        try (var in = open(digest)) {
            var bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new ArtifactException(
                        "a blob read as a whole has at most %d bytes; %s has more"
                                .formatted(maxBytes, digest));
            }
            if (!Digest.of(bytes).equals(digest)) {
                throw new DamagedException(digest);
            }
            return bytes;
        } catch (IOException e) {
            throw new ArtifactException("a blob must be readable: " + digest, e);
        }
    }
}
