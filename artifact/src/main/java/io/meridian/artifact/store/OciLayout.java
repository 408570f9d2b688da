package io.meridian.artifact.store;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.Descriptor;
import io.meridian.artifact.Digest;
import io.meridian.artifact.Disclosure;
import io.meridian.artifact.Manifest;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.RecordException;
import io.meridian.artifact.internal.FolderLock;
import io.meridian.artifact.internal.SyncedFiles;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * An OCI image layout on disk, version 1.0.0, that any OCI tool can read.
 *
 * <p>Beside {@code oci-layout}, {@code index.json} and {@code blobs/} it has {@code uploads/},
 * {@code leases/} and {@code links/}. A blob appears whole and synced or not at all. Safe for
 * concurrent use; one process opens a folder at a time.
 */
public final class OciLayout implements LocalStore, AutoCloseable {
    private static final byte[] MARKER =
            "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SCHEMA_VERSION =
            "\"schemaVersion\"".getBytes(StandardCharsets.US_ASCII);
    private static final Duration UPLOAD_LIFE = Duration.ofDays(7);
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path blobs;
    private final Disclosure reach;
    private final Clock clock;
    private final FolderLock lock;
    private final RootsFile roots;
    private final DiskUploads uploads;
    private final DiskLeases leases;
    private final DiskLinks links;
    private final RecordIndex index = new RecordIndex();

    /** Held shared while a blob takes its place, and exclusively by a collection. */
    private final ReentrantReadWriteLock collecting = new ReentrantReadWriteLock();

    private OciLayout(Path folder, Disclosure reach, Clock clock) throws IOException {
        this.reach = reach;
        this.clock = clock;
        blobs = Files.createDirectories(folder.resolve("blobs").resolve("sha256"));
        lock =
                FolderLock.take(folder)
                        .orElseThrow(() ->
                                new ArtifactException(
                                        "one process opens a layout at a time: " + folder));
        try {
            if (!Files.exists(folder.resolve("oci-layout"))) {
                SyncedFiles.write(folder.resolve("oci-layout"), MARKER);
            }
            uploads =
                    new DiskUploads(
                            Files.createDirectories(folder.resolve("uploads")), this::place);
            leases = new DiskLeases(Files.createDirectories(folder.resolve("leases")));
            links = new DiskLinks(Files.createDirectories(folder.resolve("links")));
            roots = new RootsFile(folder.resolve("index.json"));
            SyncedFiles.removeTemporary(folder);
            SyncedFiles.removeTemporary(blobs);
            SyncedFiles.removeTemporary(folder.resolve("leases"));
            rebuildIndex();
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Opens a layout, or begins one; builds its index from the blobs.
     *
     * @param reach how narrow the records may be that it takes
     */
    public static OciLayout open(Path folder, Disclosure reach, Clock clock) {
        try {
            return new OciLayout(folder, reach, clock);
        } catch (IOException e) {
            throw new ArtifactException("a layout's folder must be writable: " + folder, e);
        }
    }

    @Override
    public Disclosure reach() {
        return reach;
    }

    @Override
    public OptionalLong size(Digest digest) {
        try {
            return OptionalLong.of(Files.size(file(digest)));
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        } catch (IOException e) {
            throw new ArtifactException("a blob must be readable: " + digest, e);
        }
    }

    @Override
    public InputStream open(Digest digest, long offset) {
        try {
            var file = new RandomAccessFile(file(digest).toFile(), "r");
            file.seek(offset);
            return Channels.newInputStream(file.getChannel());
        } catch (FileNotFoundException e) {
            throw new NotFoundException(digest);
        } catch (IOException e) {
            throw new ArtifactException("a blob must be readable: " + digest, e);
        }
    }

    @Override
    public Descriptor put(MediaType type, InputStream bytes, long maxBytes) {
        Guard.require(type, reach);
        return write(type, bytes, maxBytes);
    }

    @Override
    public void put(Manifest manifest) {
        Guard.require(manifest, reach);
        var bytes = manifest.bytes();
        // A collection sees it with what it holds, or not at all.
        collecting.readLock().lock();
        try {
            write(manifest.mediaType(), new ByteArrayInputStream(bytes), bytes.length);
            index.add(manifest, Parents.of(manifest, this));
        } finally {
            collecting.readLock().unlock();
        }
    }

    @Override
    public Optional<Manifest> manifest(Digest digest) {
        return index.contains(digest)
                ? Optional.of(Manifest.parse(read(digest, Manifest.MAX_BYTES)))
                : Optional.empty();
    }

    @Override
    public List<Descriptor> referrers(Digest subject) {
        return index.referrers(subject);
    }

    @Override
    public void root(RootName name, Digest manifest) {
        collecting.readLock().lock();
        try {
            var entry = index.entry(manifest).orElseThrow(() -> new NotFoundException(manifest));
            var plain =
                    new Descriptor(
                            entry.descriptor().mediaType(),
                            manifest,
                            entry.descriptor().size(),
                            entry.descriptor().artifactType(),
                            Map.of());
            synchronized (roots) {
                roots.put(name, plain);
            }
        } finally {
            collecting.readLock().unlock();
        }
    }

    @Override
    public void unroot(RootName name) {
        synchronized (roots) {
            roots.remove(name);
        }
    }

    @Override
    public Optional<Digest> root(RootName name) {
        synchronized (roots) {
            return Optional.ofNullable(roots.roots().get(name)).map(Descriptor::digest);
        }
    }

    @Override
    public Map<RootName, Digest> roots() {
        synchronized (roots) {
            var all = new LinkedHashMap<RootName, Digest>();
            roots.roots().forEach((name, root) -> all.put(name, root.digest()));
            return all;
        }
    }

    @Override
    public Lease lease(Duration time) {
        return leases.open(clock.instant().plus(time));
    }

    @Override
    public Uploads uploads() {
        return uploads;
    }

    @Override
    public Links links() {
        return links;
    }

    @Override
    public RecordIndex index() {
        return index;
    }

    @Override
    public Collected collect(Duration grace) {
        collecting.writeLock().lock();
        try {
            var now = clock.instant();
            uploads.expire(now.minus(UPLOAD_LIFE));
            var marking = new Marking(index);
            roots().values().forEach(marking::keep);
            leases.held(now).forEach(marking::keep);
            var young = now.minus(grace);
            var count = 0L;
            var bytes = 0L;
            var kept = 0L;
            try (var files = Files.newDirectoryStream(blobs)) {
                for (var file : files) {
                    var digest = digest(file);
                    if (digest.isEmpty()
                            || marking.kept().contains(digest.get())
                            || Files.getLastModifiedTime(file).toInstant().isAfter(young)) {
                        kept++;
                        continue;
                    }
                    var size = Files.size(file);
                    index.remove(digest.get());
                    Files.delete(file);
                    count++;
                    bytes += size;
                }
            }
            return new Collected(count, bytes, kept);
        } catch (IOException e) {
            throw new ArtifactException("a collection must read and delete blobs", e);
        } finally {
            collecting.writeLock().unlock();
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new ArtifactException("a layout must close", e);
        }
    }

    private Descriptor write(MediaType type, InputStream bytes, long maxBytes) {
        var temporary = SyncedFiles.temporary(blobs.resolve("blob"));
        try {
            var hash = Digest.newHash();
            var size = 0L;
            try (var out = new FileOutputStream(temporary.toFile())) {
                var buffer = new byte[BUFFER_BYTES];
                for (var n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
                    size += n;
                    if (size > maxBytes) {
                        throw new TooLargeException(maxBytes);
                    }
                    hash.update(buffer, 0, n);
                    out.write(buffer, 0, n);
                }
                out.getFD().sync();
            }
            var digest = Digest.ofHash(hash.digest());
            place(temporary, digest);
            return Descriptor.of(type, digest, size);
        } catch (IOException e) {
            throw new ArtifactException("a blob must be writable; check the disk", e);
        } finally {
            remove(temporary);
        }
    }

    /** Puts a whole, synced file in its place; what is there already is only made young again. */
    private void place(Path file, Digest digest) throws IOException {
        collecting.readLock().lock();
        try {
            var place = file(digest);
            // A damaged file of another size is replaced; the new one was checked.
            if (Files.exists(place) && Files.size(place) == Files.size(file)) {
                Files.setLastModifiedTime(place, FileTime.from(clock.instant()));
                Files.deleteIfExists(file);
            } else {
                SyncedFiles.move(file, place);
            }
        } finally {
            collecting.readLock().unlock();
        }
    }

    private void rebuildIndex() throws IOException {
        try (var files = Files.newDirectoryStream(blobs)) {
            for (var file : files) {
                var digest = digest(file);
                if (digest.isPresent()
                        && Files.size(file) <= Manifest.MAX_BYTES
                        && looksLikeManifest(file)) {
                    indexManifest(digest.get());
                }
            }
        }
    }

    private void indexManifest(Digest digest) {
        try {
            var manifest = Manifest.parse(read(digest, Manifest.MAX_BYTES));
            index.add(manifest, Parents.of(manifest, this));
        } catch (RecordException | DamagedException e) {
            // A blob that only looks like one, or a damaged one: no manifest of this store.
            index.remove(digest);
        }
    }

    private static boolean looksLikeManifest(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var first = in.read();
            while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
                first = in.read();
            }
            return first == '{' && contains(in.readNBytes(Manifest.MAX_BYTES), SCHEMA_VERSION);
        }
    }

    private static boolean contains(byte[] bytes, byte[] wanted) {
        for (var i = 0; i <= bytes.length - wanted.length; i++) {
            if (bytes[i] == wanted[0]
                    && Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    private Path file(Digest digest) {
        return blobs.resolve(digest.hex());
    }

    private static Optional<Digest> digest(Path file) {
        var text = "sha256:" + file.getFileName();
        return Digest.isDigest(text) ? Optional.of(new Digest(text)) : Optional.empty();
    }

    private static void remove(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw new ArtifactException("a temporary file must be removable", e);
        }
    }
}
