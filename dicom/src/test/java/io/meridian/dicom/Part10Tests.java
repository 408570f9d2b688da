package io.meridian.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.dicom.pixels.PixelDecoder;
import io.meridian.dicom.pixels.PixelException;
import io.meridian.testing.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Part10Tests {
    private static final String DX = "1.2.840.10008.5.1.4.1.1.1.1.1";

    static DataSet sample() {
        return DataSet.builder()
                .characterSet(CharacterSet.GB18030)
                .text(Tags.SOPClassUID, DX)
                .text(Tags.SOPInstanceUID, "2.25.1234567")
                .text(Tags.PatientName, "Ouyang^Guiying=欧阳^桂英")
                .text(Tags.PatientID, "H10000017")
                .numbers(Tags.Rows, 2)
                .numbers(Tags.Columns, 3)
                .numbers(Tags.SamplesPerPixel, 1)
                .numbers(Tags.BitsAllocated, 16)
                .numbers(Tags.BitsStored, 12)
                .numbers(Tags.HighBit, 11)
                .numbers(Tags.PixelRepresentation, 0)
                .numbers(Tags.RescaleSlope, 1.5)
                .text(Tags.PhotometricInterpretation, "MONOCHROME2")
                .item(
                        Tags.ReferencedSOPSequence,
                        item ->
                                item.text(Tags.ReferencedSOPInstanceUID, "2.25.99")
                                        .item(
                                                Tags.ConceptNameCodeSequence,
                                                nested -> nested.text(Tags.CodeMeaning, "胸片")))
                .bytes(
                        Tags.PixelData,
                        Vr.OW,
                        new byte[] {1, 0, 2, 0, 3, 0, 4, 0, 5, 0, (byte) 0xFF, 0x0F})
                .build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.840.10008.1.2",
                "1.2.840.10008.1.2.1",
                "1.2.840.10008.1.2.1.99",
                "1.2.840.10008.1.2.2"
            })
    void readsBackWhatItWroteInEveryUncompressedSyntax(String uid) {
        var written = Part10.bytes(DicomFile.of(sample(), new TransferSyntax(uid)));

        var read = Part10.read(written);

        assertThat(read.warnings()).isEmpty();
        assertThat(read.dataSet()).isEqualTo(sample());
        assertThat(read.dataSet().text(Tags.PatientName)).isEqualTo("Ouyang^Guiying=欧阳^桂英");
        assertThat(
                        read.dataSet()
                                .items(Tags.ReferencedSOPSequence)
                                .getFirst()
                                .items(Tags.ConceptNameCodeSequence)
                                .getFirst()
                                .first(Tags.CodeMeaning))
                .isEqualTo("胸片");
        assertThat(PixelDecoder.decode(read, 0).values()).containsExactly(1, 2, 3, 4, 5, 4095);
        assertThat(Part10.bytes(read)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2"})
    void dcmdumpReadsWhatWeWrote(String uid) throws IOException {
        var dcmdump = Peers.program("dcmdump");
        var file = Files.createTempFile("written", ".dcm");
        Part10.write(DicomFile.of(sample(), new TransferSyntax(uid)), file);

        var output = Peers.run(List.of(dcmdump, "-q", file.toString()));

        Files.delete(file);
        assertThat(output.exit()).as(output.text()).isZero();
        assertThat(output.text()).contains("H10000017", "(fffe,e000)");
    }

    @Test
    void pixelCellsOf32BitsAreTurnedRoundAsAWholeInBigEndian() {
        var dataSet =
                DataSet.builder()
                        .numbers(Tags.BitsAllocated, 32)
                        .bytes(Tags.PixelData, Vr.OW, new byte[] {1, 2, 3, 4})
                        .build();
        var bytes = Part10.dataSetBytes(dataSet, TransferSyntax.EXPLICIT_BIG);

        assertThat(bytes).endsWith(4, 3, 2, 1);
        assertThat(Part10.readDataSet(bytes, TransferSyntax.EXPLICIT_BIG, Limits.DEFAULT))
                .isEqualTo(dataSet);
    }

    @Test
    void aStandardAttributeOfUnknownVrIsReadByTheDictionary() {
        var item = DataSet.builder().text(Tags.ReferencedSOPInstanceUID, "2.25.99").build();
        var implicit =
                Part10.dataSetBytes(
                        DataSet.builder().sequence(Tags.ReferencedSOPSequence, item).build(),
                        TransferSyntax.IMPLICIT_LITTLE);
        var sequence = java.util.Arrays.copyOfRange(implicit, 8, implicit.length);
        var bytes =
                Part10.dataSetBytes(
                        DataSet.builder()
                                .bytes(Tags.ReferencedSOPSequence, Vr.UN, sequence)
                                .bytes(Tags.Rows, Vr.UN, new byte[] {0, 2})
                                .build(),
                        TransferSyntax.EXPLICIT_LITTLE);

        var read = Part10.readDataSet(bytes, TransferSyntax.EXPLICIT_LITTLE, Limits.DEFAULT);

        assertThat(read.items(Tags.ReferencedSOPSequence)).containsExactly(item);
        assertThat(read.integer(Tags.Rows, 0)).isEqualTo(512);
        assertThat(SopClass.SECONDARY_CAPTURE).hasToString("Secondary Capture Image Storage");
    }

    @Nested
    class BadInput {
        @Test
        void aValueThatRunsOverTheEndOfItsItemIsRefused() {
            var item = DataSet.builder().text(Tags.ReferencedSOPInstanceUID, "2.25.99").build();
            var bytes =
                    Part10.dataSetBytes(
                            DataSet.builder()
                                    .sequence(Tags.ReferencedSOPSequence, item)
                                    .text(Tags.PatientID, "H10000017")
                                    .build(),
                            TransferSyntax.EXPLICIT_LITTLE);
            bytes[12 + 8 + 6] = 20; // the length of ReferencedSOPInstanceUID

            assertThatThrownBy(() ->
                            Part10.readDataSet(
                                    bytes, TransferSyntax.EXPLICIT_LITTLE, Limits.DEFAULT))
                    .isInstanceOf(DicomParseException.class)
                    .hasMessageContaining("(0008,1155) runs over the end");
        }

        @Test
        void aLengthBeyondTheEndIsRefusedBeforeMemoryIsTaken() {
            var bytes = Part10.bytes(DicomFile.of(sample(), TransferSyntax.EXPLICIT_LITTLE));
            var at = bytes.length - 12 - 4;
            bytes[at + 3] = 0x3F;

            assertThatThrownBy(() -> Part10.read(bytes))
                    .isInstanceOf(DicomParseException.class)
                    .hasMessageContaining("(7FE0,0010)")
                    .hasMessageContaining("are left");
        }

        @Test
        void nestingWithoutEndIsRefused() {
            var nested = DataSet.EMPTY;
            for (var depth = 0; depth < 40; depth++) {
                nested = DataSet.builder().sequence(Tags.ContentSequence, nested).build();
            }
            var bytes = Part10.dataSetBytes(nested, TransferSyntax.EXPLICIT_LITTLE);

            assertThatThrownBy(() ->
                            Part10.readDataSet(
                                    bytes, TransferSyntax.EXPLICIT_LITTLE, Limits.DEFAULT))
                    .isInstanceOf(DicomParseException.class)
                    .hasMessageContaining("nested at most 32");
        }

        @Test
        void aDeflateBombIsRefused() {
            var zeros = DataSet.builder().bytes(Tags.PixelData, Vr.OW, new byte[4 << 20]).build();
            var bytes = Part10.dataSetBytes(zeros, TransferSyntax.DEFLATED);
            var small = new Limits(1 << 30, 32, 1000, 1 << 20);

            assertThatThrownBy(() -> Part10.readDataSet(bytes, TransferSyntax.DEFLATED, small))
                    .isInstanceOf(DicomParseException.class)
                    .hasMessageContaining("may become at most");
        }

        @Test
        void whatIsNoDicomIsRefused() {
            assertThatThrownBy(() ->
                            Part10.read(
                                    "this is a text file, not DICOM"
                                            .getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(DicomParseException.class);
        }

        @Test
        void anyDamageEndsInARefusalOrInAWarningNeverInACrash() {
            var seed = 20261124L;
            var random = new Random(seed);
            var original = Part10.bytes(DicomFile.of(sample(), TransferSyntax.EXPLICIT_LITTLE));
            for (var run = 0; run < 20_000; run++) {
                var bytes = original.clone();
                for (var hits = 1 + random.nextInt(4); hits > 0; hits--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
                try {
                    var file = Part10.read(bytes);
                    file.dataSet().forEach(element -> file.dataSet().texts(element.tag()));
                    PixelDecoder.decode(file, 0);
                } catch (DicomException e) {
                    assertThat(e.getMessage()).as("seed %d, run %d", seed, run).isNotBlank();
                }
            }
        }
    }

    @Nested
    class RealFiles {
        /** Begins with one stray byte before its data set: refused. */
        private static final String STRAY = "no_meta.dcm";

        @Test
        void aStrayByteBeforeTheDataSetIsRefusedWithItsPlace() {
            var file = Peers.data("dicom").resolve("core").resolve(STRAY);
            assertThatThrownBy(() -> Part10.read(file))
                    .isInstanceOf(DicomParseException.class)
                    .hasMessageContaining("at byte 0");
        }

        private List<Path> files() throws IOException {
            try (var walk = Files.walk(Peers.data("dicom"))) {
                return walk.filter(p -> p.toString().endsWith(".dcm") && !p.endsWith(STRAY))
                        .sorted()
                        .toList();
            }
        }

        @Test
        void everyFileIsReadAndItsValuesAreThoseOfPydicom() throws IOException {
            var python = Peers.python("pydicom");
            var files = files();
            assertThat(files).hasSizeGreaterThan(100);
            var command = new ArrayList<>(List.of(python, "src/test/python/compare.py"));
            files.forEach(file -> command.add(file.toString()));
            var theirs = Peers.run(command);
            assertThat(theirs.exit()).as(theirs.text()).isZero();
            var ours = new ArrayList<String>();
            for (var file : files) {
                ours.add("FILE " + file);
                walk(Part10.read(file).dataSet(), "", ours);
            }

            var their = theirs.text().lines().toList();
            var differing = new ArrayList<String>(their);
            differing.removeAll(ours);
            assertThat((double) differing.size() / their.size())
                    .as(
                            "share of %d values that differ: %s",
                            their.size(), differing.stream().limit(20).toList())
                    .isLessThan(0.003);
        }

        @Test
        void pixelsAreDecodedOrRefusedWithTheTransferSyntax() throws IOException {
            var decoded = 0;
            for (var path : files()) {
                var file = Part10.read(path);
                if (!file.dataSet().contains(Tags.PixelData)) {
                    continue;
                }
                try {
                    assertThat(PixelDecoder.decode(file, 0).values()).isNotEmpty();
                    decoded++;
                } catch (PixelException e) {
                    assertThat(e.getMessage()).isNotBlank();
                }
            }
            assertThat(decoded).isGreaterThan(60);
        }

        private static void walk(DataSet dataSet, String path, List<String> out) {
            for (var element : dataSet) {
                var name = path + "%08X".formatted(element.tag().value());
                if (element.vr() == Vr.SQ) {
                    out.add("%s SQ %d".formatted(name, element.items().size()));
                    var number = 0;
                    for (var item : element.items()) {
                        walk(item, name + "[" + number++ + "]", out);
                    }
                } else if (element.vr().isText()) {
                    var values = dataSet.texts(element.tag());
                    var text = String.join("\\", values).strip();
                    out.add("%s %s %s".formatted(name, element.vr(), digest(text)));
                } else if (!dataSet.numbers(element.tag()).isEmpty() || element.isEmpty()) {
                    var numbers =
                            dataSet.numbers(element.tag()).stream()
                                    .map(Part10Tests::general)
                                    .reduce((a, b) -> a + "," + b)
                                    .orElse("");
                    out.add("%s # %s".formatted(name, numbers));
                }
            }
        }
    }

    /** As C's %.9g. */
    static String general(double value) {
        if (value == 0) {
            return "0";
        }
        var exponent =
                (int)
                        Math.floor(
                                Math.log10(
                                        Math.abs(
                                                new java.math.BigDecimal(value)
                                                        .round(new java.math.MathContext(9))
                                                        .doubleValue())));
        if (exponent < -4 || exponent >= 9) {
            var text = String.format(Locale.ROOT, "%.8e", value);
            return text.replaceFirst("\\.?0+e", "e");
        }
        var text =
                new java.math.BigDecimal(value).round(new java.math.MathContext(9)).toPlainString();
        return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
    }

    static String digest(String text) {
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
