package io.meridian.dicom;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Files and streams of PS3.10, and bare data sets. Odd but readable input is read with warnings: a
 * missing preamble, missing meta information, trailing bytes, another encoding than announced. What
 * cannot be read is refused with {@link DicomParseException}. What was read and not changed is
 * written byte for byte as it came.
 */
public final class Part10 {
    /** Ours, below 2.25. */
    public static final DicomUid IMPLEMENTATION_CLASS =
            new DicomUid("2.25.204313871046905417303126311839870216101");

    private static final String IMPLEMENTATION_VERSION = "MERIDIAN_0.1";
    private static final long MAXIMUM_BYTES = 1L << 30;
    private static final int BUFFER = 1 << 16;

    private Part10() {}

    /** Reads a whole object of at most 1 GiB into memory. */
    public static DicomFile read(Path file) throws IOException {
        return read(file, ReadOptions.DEFAULT);
    }

    /** As {@link #read(Path)}. */
    public static DicomFile read(Path file, ReadOptions options) throws IOException {
        var size = Files.size(file);
        if (size > MAXIMUM_BYTES) {
            throw new DicomParseException(
                    MAXIMUM_BYTES,
                    "an object read into memory may have at most %d bytes"
                            .formatted(MAXIMUM_BYTES));
        }
        return read(Files.readAllBytes(file), options);
    }

    /**
     * Reads the header into memory and leaves long values in the file, which must not change while
     * the result is in use. The file may be of any size.
     */
    public static DicomFile open(Path file) throws IOException {
        return open(file, ReadOptions.DEFAULT);
    }

    /** As {@link #open(Path)}, within limits. */
    public static DicomFile open(Path file, Limits limits) throws IOException {
        return open(file, ReadOptions.DEFAULT.within(limits));
    }

    /** As {@link #open(Path)}. */
    public static DicomFile open(Path file, ReadOptions options) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return Part10Reader.read(Input.of(channel, StoredFile.of(file)), options);
        }
    }

    /** Reads what stands before pixel data, and no more of the file than that needs. */
    public static DicomFile readHeader(Path file) throws IOException {
        return open(file, ReadOptions.HEADER);
    }

    public static DicomFile read(byte[] bytes) {
        return read(bytes, ReadOptions.DEFAULT);
    }

    /** Reads a whole object from memory, within limits. */
    public static DicomFile read(byte[] bytes, Limits limits) {
        return read(bytes, ReadOptions.DEFAULT.within(limits));
    }

    /** Reads a whole object from memory; the array is not copied and must not change. */
    public static DicomFile read(byte[] bytes, ReadOptions options) {
        return Part10Reader.read(Input.of(bytes, 0, bytes.length), options);
    }

    /** Reads at most {@code maxBytes}, then as {@link #read(byte[])}. */
    public static DicomFile read(InputStream input, long maxBytes) throws IOException {
        var bytes = input.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, maxBytes + 1));
        if (bytes.length > maxBytes) {
            throw new DicomParseException(
                    maxBytes, "an object may have at most %d bytes".formatted(maxBytes));
        }
        return read(bytes);
    }

    /** Reads a bare data set, as it travels in a DIMSE message. */
    public static DataSet readDataSet(byte[] bytes, TransferSyntax syntax, Limits limits) {
        return readDataSet(bytes, syntax, ReadOptions.DEFAULT.within(limits));
    }

    /** Reads a bare data set, as it travels in a DIMSE message. */
    public static DataSet readDataSet(byte[] bytes, TransferSyntax syntax, ReadOptions options) {
        return Part10Reader.readBare(Input.of(bytes, 0, bytes.length), syntax, options);
    }

    /** Writes a file, which appears when it is whole; it may be the one that was opened. */
    public static void write(DicomFile file, Path target) throws IOException {
        var name = ".%s.%s".formatted(target.getFileName(), UUID.randomUUID());
        var part = target.resolveSibling(name);
        try {
            try (var out =
                    new BufferedOutputStream(
                            Files.newOutputStream(part, StandardOpenOption.CREATE_NEW), BUFFER)) {
                write(file, out);
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** The object as a file: preamble, meta information, data set. */
    public static byte[] bytes(DicomFile file) {
        var out = new ByteArrayOutputStream();
        try {
            write(file, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Writes in pieces, taking no memory for long values that are in a file. */
    public static void write(DicomFile file, OutputStream out) throws IOException {
        Part10Writer.write(file, out);
    }

    /**
     * Reads an object from one stream and writes it to another, whose pixel data passes by
     * untouched and takes no memory, however long it is.
     *
     * @param header changes what stands before pixel data; the transfer syntax must stay
     * @param trailer changes what stands after it, such as digital signatures and private groups
     * @return what was read of the header, changed, with all warnings
     */
    public static DicomFile rewrite(
            InputStream in,
            OutputStream out,
            ReadOptions options,
            UnaryOperator<DicomFile> header,
            UnaryOperator<DataSet> trailer)
            throws IOException {
        return Rewriting.rewrite(in, out, options, header, trailer);
    }

    /** Preamble, magic word and meta information; what a receiver puts before a bare data set. */
    public static void writeHeader(DataSet meta, OutputStream out) throws IOException {
        Part10Writer.writeHeader(emptyPreamble(), meta, out);
    }

    /** A bare data set in a transfer syntax. */
    public static byte[] dataSetBytes(DataSet dataSet, TransferSyntax syntax) {
        var out = new ByteArrayOutputStream();
        try {
            writeDataSet(dataSet, syntax, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Writes a bare data set in a transfer syntax, in pieces. */
    public static void writeDataSet(DataSet dataSet, TransferSyntax syntax, OutputStream out)
            throws IOException {
        DataSetWriter.write(dataSet, syntax, out);
    }

    /** Meta information for an object that we write. */
    public static DataSet meta(String sopClassUid, String sopInstanceUid, TransferSyntax syntax) {
        return DataSet.builder()
                .bytes(Tags.FileMetaInformationVersion, Vr.OB, new byte[] {0, 1})
                .text(Tags.MediaStorageSOPClassUID, sopClassUid)
                .text(Tags.MediaStorageSOPInstanceUID, sopInstanceUid)
                .text(Tags.TransferSyntaxUID, syntax.uid())
                .text(Tags.ImplementationClassUID, IMPLEMENTATION_CLASS.value())
                .text(Tags.ImplementationVersionName, IMPLEMENTATION_VERSION)
                .build();
    }

    static Content emptyPreamble() {
        return Part10Writer.EMPTY_PREAMBLE;
    }
}
