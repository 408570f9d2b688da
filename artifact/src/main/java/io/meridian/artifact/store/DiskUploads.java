package io.meridian.artifact.store;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.Digest;
import io.meridian.artifact.internal.SyncedFiles;
import java.io.BufferedInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/** Uploads as files: what an append has synced is there after a restart. */
final class DiskUploads implements Uploads {
    private static final int LOCKS = 64;
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path folder;
    private final Placing placing;
    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

    /** Puts a whole, synced file in the place of its digest. */
    interface Placing {
        void place(Path file, Digest digest) throws IOException;
    }

    DiskUploads(Path folder, Placing placing) {
        this.folder = folder;
        this.placing = placing;
        for (var i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    @Override
    public UploadId start() {
        var id = UploadId.fresh();
        resume(id);
        return id;
    }

    @Override
    public long resume(UploadId id) {
        try {
            Files.createFile(file(id));
            SyncedFiles.syncFolder(folder);
            return 0;
        } catch (FileAlreadyExistsException e) {
            return size(id).orElse(0);
        } catch (IOException e) {
            throw new ArtifactException("an upload must be writable; check the disk", e);
        }
    }

    @Override
    public OptionalLong size(UploadId id) {
        try {
            return OptionalLong.of(Files.size(file(id)));
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        } catch (IOException e) {
            throw new ArtifactException("an upload must be readable", e);
        }
    }

    @Override
    public long append(UploadId id, long offset, InputStream bytes, long maxBytes) {
        var lock = lock(id);
        lock.lock();
        try {
            var size = size(id).orElseThrow(() -> new UnknownUploadException(id));
            if (size != offset) {
                throw new OffsetException(size, offset);
            }
            return write(file(id), size, bytes, maxBytes);
        } catch (TooLargeException e) {
            remove(id);
            throw e;
        } catch (IOException e) {
            throw new ArtifactException("an upload must be whole; what came is kept", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long finish(UploadId id, Digest expected) {
        var lock = lock(id);
        lock.lock();
        try {
            var size = size(id).orElseThrow(() -> new UnknownUploadException(id));
            if (!digest(file(id)).equals(expected)) {
                remove(id);
                throw new DamagedException(expected);
            }
            placing.place(file(id), expected);
            return size;
        } catch (IOException e) {
            throw new ArtifactException("an upload must be writable; check the disk", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void cancel(UploadId id) {
        var lock = lock(id);
        lock.lock();
        try {
            remove(id);
        } finally {
            lock.unlock();
        }
    }

    /** Drops uploads that nobody has touched since. */
    void expire(Instant before) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static long write(Path file, long size, InputStream bytes, long maxBytes)
            throws IOException {
        var total = size;
        var buffer = new byte[BUFFER_BYTES];
        try (var out = new FileOutputStream(file.toFile(), true)) {
            try {
                for (var n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
                    total += n;
                    if (total > maxBytes) {
                        throw new TooLargeException(maxBytes);
                    }
                    out.write(buffer, 0, n);
                }
            } finally {
                // What came before the line broke counts: the sender goes on from there.
                out.getFD().sync();
            }
        }
        return total;
    }

    private static Digest digest(Path file) throws IOException {
        var hash = Digest.newHash();
        var buffer = new byte[BUFFER_BYTES];
        try (var in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
            for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                hash.update(buffer, 0, n);
            }
        }
        return Digest.ofHash(hash.digest());
    }

    private void remove(UploadId id) {
        try {
            Files.deleteIfExists(file(id));
        } catch (IOException e) {
            throw new ArtifactException("an upload must be removable", e);
        }
    }

    private Path file(UploadId id) {
        return folder.resolve(id.value());
    }

    private ReentrantLock lock(UploadId id) {
        return locks[Math.floorMod(id.hashCode(), LOCKS)];
    }
}
