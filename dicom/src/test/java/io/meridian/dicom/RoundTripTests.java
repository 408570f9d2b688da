package io.meridian.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.testing.Peers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was read and not changed is written as it came. */
class RoundTripTests {
    private static final String EXPLICIT = "1.2.840.10008.1.2.1";
    private static final byte[] TEXT = {'a', 'b'};

    static List<byte[]> odd() {
        var undefined =
                Wire.file(EXPLICIT)
                        .explicit(0x00080000, "UL", new byte[] {4, 0, 0, 0})
                        .explicit(0x00080005, "CS", "ISO_IR 100")
                        .explicitLong(0x00081115, "SQ", Wire.UNDEFINED, new byte[0])
                        .item(Wire.UNDEFINED)
                        .explicit(0x0020000E, "UI", "1.2")
                        .itemEnd()
                        .item(0)
                        .item(10)
                        .explicit(0x00200010, "SH", TEXT)
                        .sequenceEnd()
                        .explicit(0x00090010, "LO", "SOMEONE ")
                        .explicitLong(0x00091001, "ZZ", 3, new byte[] {1, 2, 3})
                        .explicit(0x00100020, "LO", "odd")
                        .explicit(0x00100010, "PN", "A^B ")
                        .explicit(0x00100010, "PN", "C^D ")
                        .implicit(0x00101010, "042Y")
                        .raw(new byte[] {1, 2, 3, 4, 5});
        var lying =
                new Wire()
                        .raw(new byte[128])
                        .raw(new byte[] {'D', 'I', 'C', 'M'})
                        .implicit(0x00020000, 4, new byte[] {9, 9, 0, 0})
                        .implicit(0x00020010, EXPLICIT + "\0")
                        .implicit(0x00100010, "A^B ");
        var bare = new Wire().implicit(0x00080060, "CT").implicit(0x00100010, "A^B ");
        var big =
                new Wire(true)
                        .explicit(0x00080060, "CS", "CT")
                        .explicit(0x00280010, "US", new byte[] {1, 2})
                        .explicitLong(0x00081115, "SQ", Wire.UNDEFINED, new byte[0])
                        .item(Wire.UNDEFINED)
                        .explicit(0x00280011, "US", new byte[] {3, 4})
                        .itemEnd()
                        .sequenceEnd();
        return List.of(
                undefined.bytes(),
                lying.bytes(),
                bare.bytes(),
                big.bytes(),
                Wire.file("1.2.840.10008.1.2.2").raw(big.bytes()).raw(new byte[100]).bytes());
    }

    @ParameterizedTest
    @MethodSource("odd")
    void oddButReadableBytesComeBackAsTheyWere(byte[] bytes, @TempDir Path folder)
            throws IOException {
        var file = folder.resolve("odd.dcm");
        Files.write(file, bytes);

        assertThat(Part10.read(bytes).warnings()).isNotEmpty();
        assertThat(Part10.bytes(Part10.read(bytes))).isEqualTo(bytes);
        assertThat(Part10.bytes(Part10.open(file))).isEqualTo(bytes);
    }

    @Test
    void everySharedFileComesBackAsItWasFromMemoryAndFromTheFile() throws IOException {
        var different = new ArrayList<String>();
        var count = 0;
        for (var file : all()) {
            var bytes = Files.readAllBytes(file);
            count++;
            if (!Arrays.equals(Part10.bytes(Part10.read(bytes)), bytes)) {
                different.add("read " + file);
            }
            if (!Arrays.equals(Part10.bytes(Part10.open(file)), bytes)) {
                different.add("open " + file);
            }
        }
        assertThat(different).isEmpty();
        assertThat(count).isGreaterThan(130);
    }

    @Test
    void openedAndReadObjectsAreEqualAndBothSayTheSame() throws IOException {
        for (var file : all()) {
            var read = Part10.read(file);
            var opened = Part10.open(file);
            assertThat(opened.dataSet()).as(file.toString()).isEqualTo(read.dataSet());
            assertThat(opened.warnings()).as(file.toString()).isEqualTo(read.warnings());
        }
    }

    @Test
    void changingOneAttributeLeavesTheBytesOfAllOthers() throws IOException {
        for (var file : all()) {
            var read = Part10.read(file);
            if (read.transferSyntax().isDeflated()) {
                continue;
            }
            var changed = read.dataSet().toBuilder().text(Tags.PatientID, "CHANGED1").build();
            var target = Part10.dataSetBytes(changed, read.transferSyntax());
            var again = Part10.readDataSet(target, read.transferSyntax(), Limits.DEFAULT);
            var form = Form.of(read.transferSyntax());
            for (var element : read.dataSet().array()) {
                if (element.tag().equals(Tags.PatientID) || !element.isCopiedTo(form)) {
                    continue;
                }
                var copy = again.get(element.tag()).orElseThrow();
                assertThat(raw(copy)).as(file + " " + element).isEqualTo(raw(element));
            }
            assertThat(again.first(Tags.PatientID)).isEqualTo("CHANGED1");
        }
    }

    @Test
    void aStreamIsRewrittenAsItWasAndWithAnotherHeader() throws IOException {
        for (var file : all()) {
            var bytes = Files.readAllBytes(file);
            var read = Part10.read(bytes);
            if (!sorted(read) || read.transferSyntax().isDeflated()) {
                continue;
            }
            assertThat(rewritten(bytes, UnaryOperator.identity()))
                    .as(file.toString())
                    .isEqualTo(bytes);
            var changed =
                    rewritten(
                            bytes,
                            each ->
                                    each.with(
                                            each.dataSet().toBuilder()
                                                    .text(Tags.PatientID, "CHANGED1")
                                                    .build()));
            var expected = read.dataSet().toBuilder().text(Tags.PatientID, "CHANGED1").build();
            assertThat(Part10.read(changed).dataSet()).as(file.toString()).isEqualTo(expected);
        }
    }

    @Test
    void aDeflatedStreamIsRewrittenToTheSameDataSet() throws IOException {
        var bytes = Part10.bytes(DicomFile.of(Part10Tests.sample(), TransferSyntax.DEFLATED));

        var rewritten = rewritten(bytes, UnaryOperator.identity());

        assertThat(Part10.read(rewritten).dataSet()).isEqualTo(Part10Tests.sample());
    }

    @Test
    void aSequenceWithOneChangedItemKeepsItsFormAndItsOtherItems() {
        var bytes = odd().getFirst();
        var read = Part10.read(bytes);
        var sequence = read.dataSet().get(Tags.ReferencedSeriesSequence).orElseThrow();
        var items = new ArrayList<>(sequence.items());
        items.set(2, items.get(2).toBuilder().text(Tags.StudyID, "cd").build());

        var changed = read.with(read.dataSet().toBuilder().put(sequence.withItems(items)).build());

        var expected = new String(raw(sequence), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(new String(Part10.bytes(changed), java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains(expected.replace("ab", "cd"));
    }

    private static byte[] rewritten(byte[] bytes, UnaryOperator<DicomFile> header)
            throws IOException {
        var out = new ByteArrayOutputStream();
        Part10.rewrite(
                new ByteArrayInputStream(bytes),
                out,
                ReadOptions.DEFAULT,
                header,
                UnaryOperator.identity());
        return out.toByteArray();
    }

    private static boolean sorted(DicomFile file) {
        return file.warnings().stream()
                .map(Warning::rule)
                .noneMatch(rule ->
                        rule == Warning.Rule.ORDER
                                || rule == Warning.Rule.DUPLICATE
                                || rule == Warning.Rule.TRAILING
                                || rule == Warning.Rule.ENCODING);
    }

    private static byte[] raw(Element element) {
        return element.source()
                .content(element.start(), element.end() - element.start(), 1)
                .bytes();
    }

    static List<Path> all() throws IOException {
        try (var walk = Files.walk(Peers.data("dicom"))) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().matches(".*\\.(csv|md|txt)"))
                    .filter(file -> !file.toString().contains("licenses"))
                    .filter(file -> !file.endsWith("no_meta.dcm"))
                    .sorted()
                    .toList();
        }
    }
}
