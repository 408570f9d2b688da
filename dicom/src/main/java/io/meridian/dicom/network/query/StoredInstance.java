package io.meridian.dicom.network.query;

import io.meridian.dicom.DicomException;
import io.meridian.dicom.Limits;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An object that can be sent.
 *
 * @param content opens its bare data set, in the transfer syntax
 */
public record StoredInstance(
        String sopClass, String sopInstance, TransferSyntax transferSyntax, Content content) {
    private static final int PREAMBLE = 132;
    private static final int GROUP_LENGTH = 12;
    private static final int MAXIMUM_META_BYTES = 1 << 20;

    /** Opens what is to be sent. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    /**
     * An object in a file of PS3.10 that has meta information; only that is read now.
     *
     * @throws DicomException if it has none
     */
    public static StoredInstance of(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var head = in.readNBytes(PREAMBLE + GROUP_LENGTH);
            var length =
                    head.length < PREAMBLE + GROUP_LENGTH
                            ? -1
                            : ByteBuffer.wrap(head)
                                    .order(ByteOrder.LITTLE_ENDIAN)
                                    .getInt(PREAMBLE + GROUP_LENGTH - 4);
            if (length <= 0
                    || length > MAXIMUM_META_BYTES
                    || head[PREAMBLE - 1] != 'M'
                    || head[PREAMBLE] != 2) {
                throw new DicomException(
                        "an object to be sent needs file meta information with its length first");
            }
            var meta =
                    Part10.readDataSet(
                            in.readNBytes(length), TransferSyntax.EXPLICIT_LITTLE, Limits.DEFAULT);
            var skipped = (long) PREAMBLE + GROUP_LENGTH + length;
            return new StoredInstance(
                    meta.first(Tags.MediaStorageSOPClassUID),
                    meta.first(Tags.MediaStorageSOPInstanceUID),
                    new TransferSyntax(meta.first(Tags.TransferSyntaxUID)),
                    () -> openAt(file, skipped));
        }
    }

    private static InputStream openAt(Path file, long offset) throws IOException {
        var in = Files.newInputStream(file);
        try {
            in.skipNBytes(offset);
            return in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** Names no instance. */
    @Override
    public String toString() {
        return "StoredInstance[" + sopClass + ", " + transferSyntax + "]";
    }
}
