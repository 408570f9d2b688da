package io.meridian.dicom;

import io.meridian.dicom.internal.DataSetReader;
import io.meridian.dicom.internal.DataSetWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Files and streams of PS3.10, and bare data sets. Odd but readable input is read with warnings: a
 * missing preamble, missing meta information, trailing bytes. What cannot be read is refused with
 * {@link DicomParseException}.
 */
public final class Part10 {
    /** Ours, below 2.25. */
    public static final DicomUid IMPLEMENTATION_CLASS =
            new DicomUid("2.25.204313871046905417303126311839870216101");

    private static final String IMPLEMENTATION_VERSION = "MERIDIAN_0.1";
    private static final int PREAMBLE = 128;
    private static final long MAXIMUM_BYTES = 1L << 30;
    private static final byte[] MAGIC = {'D', 'I', 'C', 'M'};

    private Part10() {}

    public static DicomFile read(Path file) throws IOException {
        var size = Files.size(file);
        if (size > MAXIMUM_BYTES) {
            throw new DicomParseException(
                    MAXIMUM_BYTES,
                    "an object read into memory may have at most %d bytes"
                            .formatted(MAXIMUM_BYTES));
        }
        return read(Files.readAllBytes(file));
    }

    /**
     * Reads the header into memory and leaves long values in the file, which must not change while
     * the result is in use.
     */
    public static DicomFile open(Path file) throws IOException {
        return open(file, Limits.DEFAULT);
    }

    /** As {@link #open(Path)}, within limits. */
    public static DicomFile open(Path file, Limits limits) throws IOException {
        return read(file);
    }

    public static DicomFile read(byte[] bytes) {
        return read(bytes, Limits.DEFAULT);
    }

    /** Reads a whole object from memory. */
    public static DicomFile read(byte[] bytes, Limits limits) {
        var warnings = new ArrayList<String>();
        var start = start(bytes, warnings);
        var meta = DataSet.EMPTY;
        var from = start;
        if (startsWithGroup2(bytes, start)) {
            var reader =
                    new DataSetReader(
                            bytes,
                            start,
                            bytes.length,
                            TransferSyntax.EXPLICIT_LITTLE,
                            limits,
                            warnings);
            meta = reader.readMeta();
            from = reader.position();
        } else {
            warnings.add("there is no file meta information");
        }
        var uid = meta.first(Tags.TransferSyntaxUID);
        var syntax = uid.isEmpty() ? guess(bytes, from, warnings) : new TransferSyntax(uid);
        return new DicomFile(meta, syntax, body(bytes, from, syntax, limits, warnings), warnings);
    }

    /** Reads a bare data set, as it travels in a DIMSE message. */
    public static DataSet readDataSet(byte[] bytes, TransferSyntax syntax, Limits limits) {
        return body(bytes, 0, syntax, limits, new ArrayList<>());
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

    public static void write(DicomFile file, Path target) throws IOException {
        Files.write(target, bytes(file));
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

    public static void write(DicomFile file, OutputStream out) throws IOException {
        writeHeader(file.meta(), out);
        out.write(dataSetBytes(file.dataSet(), file.transferSyntax()));
    }

    /** Preamble, magic word and meta information; what a receiver puts before a bare data set. */
    public static void writeHeader(DataSet meta, OutputStream out) throws IOException {
        out.write(new byte[PREAMBLE]);
        out.write(MAGIC);
        var content =
                DataSetWriter.bytes(
                        meta.toBuilder().remove(Tags.FileMetaInformationGroupLength).build(),
                        TransferSyntax.EXPLICIT_LITTLE);
        var length =
                DataSet.builder()
                        .numbers(Tags.FileMetaInformationGroupLength, content.length)
                        .build();
        out.write(DataSetWriter.bytes(length, TransferSyntax.EXPLICIT_LITTLE));
        out.write(content);
    }

    /** A bare data set in a transfer syntax. */
    public static byte[] dataSetBytes(DataSet dataSet, TransferSyntax syntax) {
        return DataSetWriter.bytes(dataSet, syntax);
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

    private static DataSet body(
            byte[] bytes, int from, TransferSyntax syntax, Limits limits, List<String> warnings) {
        if (!syntax.isDeflated()) {
            return new DataSetReader(bytes, from, bytes.length, syntax, limits, warnings).read();
        }
        var inflated = inflate(bytes, from, limits);
        return new DataSetReader(inflated, 0, inflated.length, syntax, limits, warnings).read();
    }

    private static byte[] inflate(byte[] bytes, int from, Limits limits) {
        var inflater = new Inflater(true);
        try (var stream =
                new InflaterInputStream(
                        new ByteArrayInputStream(bytes, from, bytes.length - from), inflater)) {
            var maximum = (int) Math.min(limits.maxInflatedBytes(), Integer.MAX_VALUE - 8);
            var content = stream.readNBytes(maximum);
            if (content.length == maximum && stream.read() >= 0) {
                throw new DicomParseException(
                        from, "a deflated data set may become at most %d bytes".formatted(maximum));
            }
            return content;
        } catch (IOException e) {
            throw new DicomParseException(
                    from, "the deflated data set is damaged: " + e.getMessage());
        } finally {
            inflater.end();
        }
    }

    private static int start(byte[] bytes, List<String> warnings) {
        if (bytes.length >= PREAMBLE + MAGIC.length
                && Arrays.equals(
                        Arrays.copyOfRange(bytes, PREAMBLE, PREAMBLE + MAGIC.length), MAGIC)) {
            return PREAMBLE + MAGIC.length;
        }
        if (bytes.length >= MAGIC.length
                && Arrays.equals(Arrays.copyOf(bytes, MAGIC.length), MAGIC)) {
            warnings.add("the preamble is missing");
            return MAGIC.length;
        }
        if (bytes.length < 8) {
            throw new DicomParseException(0, "this is no DICOM object: fewer than 8 bytes");
        }
        warnings.add("preamble and magic word are missing");
        return 0;
    }

    private static boolean startsWithGroup2(byte[] bytes, int at) {
        return at + 8 <= bytes.length && bytes[at] == 2 && bytes[at + 1] == 0;
    }

    /**
     * Without meta information: big-endian, explicit or implicit, by how the first element looks.
     */
    private static TransferSyntax guess(byte[] bytes, int at, List<String> warnings) {
        if (at + 8 > bytes.length) {
            throw new DicomParseException(
                    at, "this is no DICOM object: nothing follows the header");
        }
        var vr = new String(bytes, at + 4, 2, StandardCharsets.ISO_8859_1);
        var explicit = Arrays.stream(Vr.values()).anyMatch(each -> each.name().equals(vr));
        var big = bytes[at] == 0 && bytes[at + 1] != 0;
        var group =
                ByteBuffer.wrap(bytes, at, 2)
                                .order(
                                        big
                                                ? java.nio.ByteOrder.BIG_ENDIAN
                                                : java.nio.ByteOrder.LITTLE_ENDIAN)
                                .getShort()
                        & 0xFFFF;
        if ((group > 0x0008 && !explicit) || group == 0) {
            throw new DicomParseException(
                    at, "this is no DICOM object: it begins like no data set");
        }
        var syntax =
                explicit
                        ? big ? TransferSyntax.EXPLICIT_BIG : TransferSyntax.EXPLICIT_LITTLE
                        : TransferSyntax.IMPLICIT_LITTLE;
        warnings.add("the transfer syntax was guessed as " + syntax);
        return syntax;
    }
}
