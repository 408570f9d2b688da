package io.meridian.dicom.fuzz;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Part10;
import io.meridian.dicom.SopClass;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Inputs to begin with: small objects with a bit of everything, and the real files. */
final class Seeds {
    private Seeds() {}

    /** The same small object in every transfer syntax that is not encapsulated. */
    static List<DicomFile> objects() {
        var files = new ArrayList<DicomFile>();
        for (var syntax :
                List.of(
                        TransferSyntax.IMPLICIT_LITTLE,
                        TransferSyntax.EXPLICIT_LITTLE,
                        TransferSyntax.EXPLICIT_BIG,
                        TransferSyntax.DEFLATED)) {
            files.add(DicomFile.of(object(), syntax));
        }
        return files;
    }

    private static DataSet object() {
        return DataSet.builder()
                .text(Tags.SpecificCharacterSet, "", "ISO 2022 IR 87", "ISO 2022 IR 149")
                .text(Tags.SOPClassUID, SopClass.SECONDARY_CAPTURE.uid())
                .text(Tags.SOPInstanceUID, "2.25.1")
                .text(Tags.PatientName, "Adams^John=A=B")
                .text(Tags.StudyDate, "20260102")
                .bytes(
                        new Tag(0x00090010),
                        Vr.LO,
                        "MAKER ".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .bytes(new Tag(0x00091001), Vr.UN, new byte[] {1, 2, 3, 4})
                .item(
                        new Tag(0x00081140),
                        outer ->
                                outer.text(new Tag(0x00081155), "2.25.2")
                                        .item(
                                                new Tag(0x0040A170),
                                                inner ->
                                                        inner.text(new Tag(0x00080104), "Meaning")))
                .numbers(Tags.SamplesPerPixel, 1)
                .text(Tags.PhotometricInterpretation, "MONOCHROME2")
                .numbers(Tags.Rows, 2)
                .numbers(Tags.Columns, 3)
                .numbers(Tags.BitsAllocated, 16)
                .numbers(Tags.BitsStored, 12)
                .numbers(Tags.HighBit, 11)
                .numbers(Tags.PixelRepresentation, 1)
                .text(Tags.WindowCenter, "40")
                .text(Tags.WindowWidth, "400")
                .text(Tags.RescaleSlope, "1")
                .text(Tags.RescaleIntercept, "-1024")
                .bytes(Tags.PixelData, Vr.OW, new byte[12])
                .build();
    }

    /** An object with 32 KiB of pixels. */
    static byte[] large() {
        var dataSet =
                object().toBuilder()
                        .numbers(Tags.Rows, 128)
                        .numbers(Tags.Columns, 128)
                        .bytes(Tags.PixelData, Vr.OW, new byte[2 * 128 * 128])
                        .build();
        return Part10.bytes(DicomFile.of(dataSet, TransferSyntax.EXPLICIT_LITTLE));
    }

    /** An object whose pixel data are these fragments, after an empty offset table. */
    static byte[] encapsulated(DataSet dataSet, TransferSyntax syntax, List<byte[]> fragments) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(Part10.bytes(DicomFile.of(dataSet, syntax)));
        item(out, 0x7FE0, 0x0010, new byte[] {'O', 'B', 0, 0, -1, -1, -1, -1});
        item(out, 0xFFFE, 0xE000, new byte[4]);
        for (var fragment : fragments) {
            item(out, 0xFFFE, 0xE000, little(fragment.length));
            out.writeBytes(fragment);
        }
        item(out, 0xFFFE, 0xE0DD, new byte[4]);
        return out.toByteArray();
    }

    private static void item(ByteArrayOutputStream out, int group, int element, byte[] rest) {
        out.writeBytes(little(group | element << 16));
        out.writeBytes(rest);
    }

    private static byte[] little(int value) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
    }

    /** The real files up to a size; none if they are not here. */
    static List<byte[]> realFiles(long maxBytes) throws IOException {
        var files = new ArrayList<byte[]>();
        for (var path : realPaths()) {
            if (Files.size(path) <= maxBytes) {
                files.add(Files.readAllBytes(path));
            }
        }
        return files;
    }

    /** Where {@code MERIDIAN_DATA} or a folder above says; a run needs no real file. */
    static List<Path> realPaths() {
        var named = System.getenv("MERIDIAN_DATA");
        var data = Path.of(named == null ? "../../shared/data" : named).resolve("dicom");
        if (!Files.isDirectory(data)) {
            return List.of();
        }
        try (var walk = Files.walk(data)) {
            return walk.filter(path -> path.toString().endsWith(".dcm")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
