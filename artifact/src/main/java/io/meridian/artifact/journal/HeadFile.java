package io.meridian.artifact.journal;

import io.meridian.artifact.internal.SyncedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The heads that a journal remembers on disk. */
enum HeadFile {
    /** What the site signed last. */
    SIGNED("head.json"),
    /** What the other side signed too. */
    COUNTERSIGNED("countersigned.json");

    private static final int MAX_BYTES = 64 << 10;

    private final String file;

    HeadFile(String file) {
        this.file = file;
    }

    Optional<SignedHead> read(Path folder) throws IOException {
        var path = folder.resolve(file);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        if (Files.size(path) > MAX_BYTES) {
            throw new JournalException("a head is small; this is not: " + file);
        }
        return Optional.of(SignedHead.parse(Files.readAllBytes(path)));
    }

    void write(Path folder, SignedHead head) {
        try {
            SyncedFiles.write(folder.resolve(file), head.toJson());
        } catch (IOException e) {
            throw new JournalException("a journal must be writable; check the disk", e);
        }
    }
}
