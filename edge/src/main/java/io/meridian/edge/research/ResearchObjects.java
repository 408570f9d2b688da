package io.meridian.edge.research;

import io.meridian.artifact.Digest;
import io.meridian.artifact.secret.Subject;
import io.meridian.artifact.secret.SubjectKeys;
import io.meridian.artifact.secret.Tombstone;
import io.meridian.edge.home.EdgeException;
import io.meridian.governance.catalog.Pseudonym;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The de-identified objects, each in a file named by the digest of its plain bytes and encrypted
 * under the key of its pseudonymous subject. Thread-safe.
 */
final class ResearchObjects implements AutoCloseable {
    private static final int SYNCING = 8;
    private static final String UNFINISHED = ".part";

    private final Path folder;
    private final SubjectKeys keys;
    private final ExecutorService syncing =
            Executors.newFixedThreadPool(
                    SYNCING, Thread.ofPlatform().daemon().name("research-sync-", 0).factory());

    /** An object that is to be kept. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record Content(Digest digest, Pseudonym subject, byte[] bytes) {}

    ResearchObjects(Path folder, SubjectKeys keys) {
        this.folder = folder;
        this.keys = keys;
        clear();
    }

    /** Stores objects; all are synced when it returns, with few waits for the disk. */
    void put(Collection<Content> objects) {
        var tasks = new ArrayList<Callable<Path>>();
        for (var object : objects) {
            tasks.add(() -> write(object));
        }
        var folders = new TreeSet<Path>();
        run(tasks).forEach(folders::add);
        folders.add(folder);
        var syncs = new ArrayList<Callable<Path>>();
        for (var each : folders) {
            syncs.add(() -> sync(each));
        }
        run(syncs);
    }

    /** Whether the subject was erased: nothing of it may come in again. */
    boolean erased(Pseudonym subject) {
        return keys.state(subject(subject)) instanceof SubjectKeys.State.Erased;
    }

    /** Destroys the subject's key: none of its objects can be read again, wherever they are. */
    Tombstone erase(Pseudonym subject) {
        return keys.erase(subject(subject));
    }

    /**
     * Reads an object and checks that it is the one of this name.
     *
     * @throws io.meridian.artifact.secret.ErasedException if its subject was erased
     */
    byte[] read(Digest digest, Pseudonym subject) {
        byte[] plain;
        try {
            plain =
                    keys.decrypt(
                            subject(subject), Files.readAllBytes(file(digest)), digest.value());
        } catch (IOException e) {
            throw new EdgeException("an object of the research zone cannot be read", e);
        }
        if (!Digest.of(plain).equals(digest)) {
            throw new EdgeException("an object of the research zone is damaged: " + digest);
        }
        return plain;
    }

    @Override
    public void close() {
        syncing.close();
    }

    private Path write(Content object) throws IOException {
        var target = file(object.digest());
        var bucket = folder.resolve(object.digest().hex().substring(0, 2));
        if (!Files.exists(target)) {
            if (!Files.exists(bucket)) {
                Files.createDirectories(bucket, mode("rwx------"));
            }
            var sealed =
                    keys.encrypt(
                            subject(object.subject()), object.bytes(), object.digest().value());
            var part = bucket.resolve(object.digest().hex() + UNFINISHED);
            Files.deleteIfExists(part);
            try (var channel =
                    FileChannel.open(
                            part,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            mode("rw-------"))) {
                var buffer = ByteBuffer.wrap(sealed);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        }
        return bucket;
    }

    private static Path sync(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
        return directory;
    }

    private List<Path> run(List<Callable<Path>> tasks) {
        var results = new ArrayList<Path>();
        try {
            for (var future : syncing.invokeAll(tasks)) {
                results.add(future.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EdgeException("interrupted while objects were stored", e);
        } catch (ExecutionException e) {
            throw new EdgeException("an object of the research zone cannot be stored", e);
        }
        return results;
    }

    /** Takes away what a crash left half-written. */
    private void clear() {
        try (var files = Files.find(folder, 2, (path, _) -> path.toString().endsWith(UNFINISHED))) {
            for (var each : files.toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the research zone's folder cannot be read", e);
        }
    }

    private Path file(Digest digest) {
        return folder.resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
    }

    private static Subject subject(Pseudonym pseudonym) {
        return new Subject("research/" + pseudonym.value());
    }

    private static FileAttribute<?> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
