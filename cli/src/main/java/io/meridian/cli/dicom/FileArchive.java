package io.meridian.cli.dicom;

import io.meridian.dicom.Part10;
import io.meridian.dicom.network.StoreHandler;
import io.meridian.dicom.network.StoreOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/**
 * Keeps every received object as a Part 10 file named after its SOP Instance UID; on disk before it
 * is acknowledged. Safe for use by several associations.
 */
final class FileArchive implements StoreHandler {
    /** A UID as a file name: nothing that could lead out of the folder. */
    private static final Pattern UID = Pattern.compile("[0-9][0-9.]{0,63}");

    private final Path folder;

    FileArchive(Path folder) {
        this.folder = folder;
    }

    @Override
    public StoreOutcome store(Incoming incoming, InputStream dataSet) throws IOException {
        if (!UID.matcher(incoming.sopInstanceUid()).matches()) {
            return new StoreOutcome.NotUnderstood("the SOP Instance UID is not a UID");
        }
        var part = Files.createTempFile(folder, ".part-", "");
        try {
            try (var file = FileChannel.open(part, StandardOpenOption.WRITE)) {
                var out = Channels.newOutputStream(file);
                Part10.writeHeader(
                        Part10.meta(
                                incoming.sopClassUid(),
                                incoming.sopInstanceUid(),
                                incoming.transferSyntax()),
                        out);
                dataSet.transferTo(out);
                file.force(true);
            }
            Files.move(
                    part,
                    folder.resolve(incoming.sopInstanceUid() + ".dcm"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return new StoreOutcome.Stored();
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
