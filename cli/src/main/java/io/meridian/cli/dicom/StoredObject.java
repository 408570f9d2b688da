package io.meridian.cli.dicom;

import io.meridian.cli.CommandException;
import io.meridian.dicom.DicomException;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.network.StorageScu.Presentation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * One DICOM file as C-STORE sends it: its data set byte for byte where the file has meta
 * information, encoded anew where it has none.
 */
@SuppressWarnings("ArrayRecordComponent") // pixels; never changed after reading
public record StoredObject(
        String sopClassUid, String sopInstanceUid, TransferSyntax transferSyntax, byte[] dataSet) {
    private static final int PREAMBLE = 132;
    private static final int GROUP_LENGTH_ELEMENT = 12;

    /** Reads a file that is to be sent; what is no DICOM object is refused by its path. */
    public static StoredObject read(Path file) {
        try {
            return of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new CommandException("the file %s cannot be read".formatted(file), e);
        } catch (DicomException e) {
            throw new CommandException(
                    "%s is not a DICOM object that can be sent: %s".formatted(file, e.getMessage()),
                    e);
        }
    }

    static StoredObject of(byte[] bytes) {
        var start = dataSetStart(bytes);
        if (start > 0) {
            var meta = Part10.read(Arrays.copyOf(bytes, start)).meta();
            if (!meta.first(Tags.MediaStorageSOPClassUID).isEmpty()
                    && !meta.first(Tags.MediaStorageSOPInstanceUID).isEmpty()
                    && !meta.first(Tags.TransferSyntaxUID).isEmpty()) {
                return new StoredObject(
                        meta.first(Tags.MediaStorageSOPClassUID),
                        meta.first(Tags.MediaStorageSOPInstanceUID),
                        new TransferSyntax(meta.first(Tags.TransferSyntaxUID)),
                        Arrays.copyOfRange(bytes, start, bytes.length));
            }
        }
        var file = Part10.read(bytes);
        if (file.sopClassUid().isEmpty() || file.sopInstanceUid().isEmpty()) {
            throw new DicomException("it has no SOPClassUID or no SOPInstanceUID");
        }
        return new StoredObject(
                file.sopClassUid(),
                file.sopInstanceUid(),
                file.transferSyntax(),
                Part10.dataSetBytes(file.dataSet(), file.transferSyntax()));
    }

    public Presentation presentation() {
        return new Presentation(sopClassUid, transferSyntax);
    }

    public InputStream stream() {
        return new ByteArrayInputStream(dataSet);
    }

    /** Says nothing that identifies. */
    @Override
    public String toString() {
        return "StoredObject[%d bytes]".formatted(dataSet.length);
    }

    /** Where the data set begins by the length of the meta group, 0 if the file does not say. */
    private static int dataSetStart(byte[] bytes) {
        if (bytes.length < PREAMBLE + GROUP_LENGTH_ELEMENT
                || bytes[128] != 'D'
                || bytes[129] != 'I'
                || bytes[130] != 'C'
                || bytes[131] != 'M') {
            return 0;
        }
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (buffer.getInt(PREAMBLE) != 0x0000_0002 || bytes[136] != 'U' || bytes[137] != 'L') {
            return 0;
        }
        var length = buffer.getInt(PREAMBLE + 8);
        var start = PREAMBLE + GROUP_LENGTH_ELEMENT + (long) length;
        return length > 0 && start < bytes.length ? (int) start : 0;
    }
}
