package io.meridian.dicom.pixels;

import io.meridian.dicom.DicomFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An object in another transfer syntax. Its pixel data lies in a temporary file until this is
 * closed, and cannot be read afterwards.
 */
public final class Transcoded implements AutoCloseable {
    private final DicomFile file;
    private final Optional<Path> spool;

    private Transcoded(DicomFile file, Optional<Path> spool) {
        this.file = file;
        this.spool = spool;
    }

    static Transcoded of(DicomFile file) {
        return new Transcoded(file, Optional.empty());
    }

    static Transcoded of(DicomFile file, Path spool) {
        return new Transcoded(file, Optional.of(spool));
    }

    public DicomFile file() {
        return file;
    }

    @Override
    public void close() {
        spool.ifPresent(path -> {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
