package io.meridian.edge.link;

import io.meridian.artifact.Digest;
import io.meridian.artifact.store.BlobStore;
import io.meridian.edge.home.Home;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of one task: what its worker reads and writes. De-identified, and gone afterwards. */
record Workbench(Path folder) implements AutoCloseable {
    static final String PREFIX = "task-";

    /** An empty folder for a task. */
    static Workbench open(Home home, String task) throws IOException {
        var folder = home.work().resolve(PREFIX + key(task));
        Folders.delete(folder);
        Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return new Workbench(folder);
    }

    /** A task's id as a name for files and tags. */
    static String key(String task) {
        return Digest.of(task.getBytes(StandardCharsets.UTF_8)).hex();
    }

    Path make(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    /** Copies a blob out of a store, in constant memory. */
    static void export(BlobStore store, Digest digest, Path file) throws IOException {
        try (var in = store.open(digest)) {
            Files.copy(in, file);
        }
    }

    @Override
    public void close() throws IOException {
        Folders.delete(folder);
    }
}
