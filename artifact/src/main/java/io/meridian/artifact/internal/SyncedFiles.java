package io.meridian.artifact.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/** Files that are whole after a power cut: temporary file, sync, rename, sync of the folder. */
public final class SyncedFiles {
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private SyncedFiles() {}

    /** Writes or replaces a file in one step. */
    public static void write(Path file, byte[] bytes) throws IOException {
        var temporary = temporary(file);
        try {
            writeNew(temporary, bytes);
            move(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Writes or replaces a file of mode 0600 in one step. */
    public static void writePrivate(Path file, byte[] bytes) throws IOException {
        var temporary = temporary(file);
        try {
            writeNew(temporary, bytes, privateMode(file));
            move(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Makes a file of mode 0600 that must not exist yet. */
    public static void createPrivate(Path file, byte[] bytes) throws IOException {
        var temporary = temporary(file);
        try {
            writeNew(temporary, bytes, privateMode(file));
            Files.createLink(file, temporary);
            syncFolder(folder(file));
        } catch (UnsupportedOperationException e) {
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            move(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Refuses a file that others than its owner may read. */
    public static void requirePrivate(Path file) throws IOException {
        if (!posix(file)) {
            return;
        }
        if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException(
                    "a secret's file must be mode 0600; run chmod 600 on it: " + file);
        }
    }

    /** Puts a synced temporary file in its place, and syncs the folder. */
    public static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(folder(to));
    }

    /** Makes what happened to a folder's entries last. */
    public static void syncFolder(Path folder) throws IOException {
        if (!posix(folder)) {
            return;
        }
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Makes a folder with its parents, readable by its owner only. */
    public static void createPrivateFolders(Path folder) throws IOException {
        if (posix(Path.of("/"))) {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    /** A name beside a file that no reader takes for the file. */
    public static Path temporary(Path file) {
        return folder(file).resolve("." + UUID.randomUUID() + ".tmp");
    }

    /** Removes what a process that was killed left half written; nobody else may be writing. */
    public static void removeTemporary(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder, ".*.tmp")) {
            for (var file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** What to pass when creating a file that only its owner may read. */
    public static FileAttribute<?>[] privateMode(Path file) {
        return posix(folder(file))
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
                : new FileAttribute<?>[0];
    }

    private static void writeNew(Path file, byte[] bytes, FileAttribute<?>... mode)
            throws IOException {
        try (var channel =
                FileChannel.open(
                        file,
                        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        mode)) {
            var buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static Path folder(Path file) {
        var parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("a file lies in a folder");
        }
        return parent;
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
