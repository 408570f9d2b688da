package io.meridian.artifact.store;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.Digest;
import io.meridian.artifact.internal.SyncedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/** Leases as small files: the first line says until when, the others what is kept. */
final class DiskLeases {
    private static final String SUFFIX = ".lease";

    private final Path folder;

    DiskLeases(Path folder) {
        this.folder = folder;
    }

    Lease open(Instant until) {
        return new DiskLease(folder.resolve(UUID.randomUUID() + SUFFIX), until);
    }

    /** What unexpired leases keep; those that are over are removed. */
    Set<Digest> held(Instant now) throws IOException {
        var held = new LinkedHashSet<Digest>();
        try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (var file : files) {
                var lines = Files.readAllLines(file);
                if (lines.isEmpty() || !until(lines.getFirst()).isAfter(now)) {
                    Files.deleteIfExists(file);
                } else {
                    lines.subList(1, lines.size()).forEach(each -> held.add(new Digest(each)));
                }
            }
        }
        return held;
    }

    private static Instant until(String line) {
        try {
            return Instant.parse(line);
        } catch (DateTimeParseException e) {
            throw new ArtifactException("a lease begins with the time of its end", e);
        }
    }

    private static final class DiskLease implements Lease {
        private final Path file;
        private final Instant until;
        private final Set<Digest> held = new LinkedHashSet<>();

        private DiskLease(Path file, Instant until) {
            this.file = file;
            this.until = until;
        }

        @Override
        public synchronized void hold(Collection<Digest> digests) {
            held.addAll(digests);
            var text = new StringBuilder(until.toString()).append('\n');
            held.forEach(each -> text.append(each.value()).append('\n'));
            try {
                SyncedFiles.write(file, text.toString().getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new ArtifactException("a lease must be writable; check the disk", e);
            }
        }

        @Override
        public synchronized void close() {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new ArtifactException("a lease must be removable", e);
            }
        }
    }
}
