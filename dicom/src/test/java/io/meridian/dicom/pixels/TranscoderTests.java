package io.meridian.dicom.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.dicom.Content;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Element;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Samples;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.testing.Peers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscoderTests {
    private static final Map<String, TransferSyntax> TARGETS =
            new TreeMap<>(
                    Map.of(
                            "explicit", TransferSyntax.EXPLICIT_LITTLE,
                            "implicit", TransferSyntax.IMPLICIT_LITTLE,
                            "rle", TransferSyntax.RLE,
                            "jls", TransferSyntax.JPEG_LS_LOSSLESS));

    /** Doses of one frame: on the original files too. */
    private static final Pattern GDCM_ABORTS = Pattern.compile(".*rtdose_.*1frame.* gdcm aborts");

    private static final int MOST_VALUES = 1_000_000;

    private final Path folder;

    TranscoderTests(@TempDir Path folder) {
        this.folder = folder;
    }

    /**
     * Real files in four syntaxes: read again here, by pydicom and by GDCM, and dumped by dcmtk.
     */
    @Test
    void peersReadTheSamePixelsFromEveryTransferSyntax() throws IOException {
        var names = new ArrayList<String>();
        var number = 0;
        for (var path : Samples.files()) {
            number++;
            var file = Part10.read(path);
            if (!isSuitable(file)) {
                continue;
            }
            for (var target : TARGETS.entrySet()) {
                var name = number + "-" + target.getKey() + "-" + path.getFileName();
                if (written(file, target.getValue(), name)) {
                    names.add(name);
                }
            }
        }
        assertThat(names).hasSizeGreaterThan(150);
        var command =
                new ArrayList<>(
                        List.of(
                                Peers.python("numpy", "gdcm", "pydicom", "jpeg_ls"),
                                "src/test/python/transcoded.py",
                                folder.toString()));
        command.addAll(names);
        var output = Peers.run(command);
        assertThat(output.exit()).as(output.text()).isZero();
        var lines =
                output.text()
                        .lines()
                        .filter(line -> line.matches("\\d+-.* (pydicom|gdcm) .*"))
                        .toList();
        assertThat(lines).hasSize(2 * names.size());
        assertThat(
                        lines.stream()
                                .filter(line -> !line.endsWith(" same") && !line.endsWith(" -"))
                                .filter(line -> !GDCM_ABORTS.matcher(line).matches()))
                .isEmpty();
        assertThat(lines.stream().filter(line -> line.endsWith(" same")).count())
                .isGreaterThan(300);
        for (var name : names) {
            var dump = Peers.runProgram("dcmdump", folder.resolve(name + ".dcm").toString());
            assertThat(dump.exit()).as("%s: %s", name, dump.text()).isZero();
            assertThat(dump.text().lines().filter(line -> line.startsWith("E:"))).isEmpty();
        }
    }

    /** dciodvfy finds nothing in the copy that it does not find in the original. */
    @Test
    void theAttributesOfACopyBreakNoRuleThatTheOriginalKeeps() throws IOException {
        for (var name :
                List.of(
                        "core/CT_small.dcm",
                        "core/MR_small_implicit.dcm",
                        "extra/emri_small.dcm",
                        "core/SC_rgb_jpeg_dcmtk.dcm",
                        "core/JPGExtended.dcm",
                        "core/SC_rgb_rle_2frame.dcm")) {
            var source = Peers.data("dicom").resolve(name);
            var before = complaints(source);
            for (var target : TARGETS.values()) {
                var copy = folder.resolve("copy.dcm");
                try (var out = Files.newOutputStream(copy)) {
                    Transcoder.write(Part10.read(source), target, out);
                }
                assertThat(complaints(copy))
                        .as("%s in %s", name, target)
                        .allMatch(before::contains);
            }
        }
    }

    private static List<String> complaints(Path file) {
        return Peers.runProgram("dciodvfy", file.toString())
                .text()
                .lines()
                .filter(line -> line.startsWith("Error"))
                .toList();
    }

    @Test
    void anOverlayInUnusedBitsGetsDataOfItsOwn() throws IOException {
        var frames = 3;
        var pixels = Pictures.ROWS * Pictures.COLUMNS;
        var random = new Random(1);
        var cells = Pictures.random(random, frames * pixels, 16, 16);
        var builder =
                Pictures.image("MONOCHROME2", 1, 16, 12)
                        .numbers(Tags.NumberOfFrames, frames)
                        .numbers(new Tag(0x60000010), Pictures.ROWS)
                        .numbers(new Tag(0x60000011), Pictures.COLUMNS)
                        .numbers(new Tag(0x60000100), 16)
                        .numbers(new Tag(0x60000102), 13);
        var file = Pictures.file(builder, cells);
        var plain = Frames.of(file);
        for (var target : List.of(TransferSyntax.RLE, TransferSyntax.JPEG_LS_LOSSLESS)) {
            var out = new ByteArrayOutputStream();
            Transcoder.write(file, target, out);
            var copy = Frames.of(Part10.read(out.toByteArray()));
            for (var frame = 0; frame < frames; frame++) {
                assertThat(copy.stored(frame).cells()).isEqualTo(plain.stored(frame).cells());
                var before = Overlay.of(plain, frame).getFirst().set();
                assertThat(before.cardinality()).isPositive();
                assertThat(Overlay.of(copy, frame).getFirst().set()).isEqualTo(before);
            }
            assertThat(Overlay.embeddedGroups(copy.dataSet())).isEmpty();
        }
    }

    @Test
    void whatWasLostEarlierStaysOnRecord() throws IOException {
        var file = Part10.read(Peers.data("dicom/core/JPGExtended.dcm"));
        var without =
                DicomFile.of(
                        file.dataSet().toBuilder().remove(Tags.LossyImageCompression).build(),
                        file.transferSyntax());
        try (var copy = Transcoder.transcode(without, TransferSyntax.RLE)) {
            assertThat(copy.file().dataSet().first(Tags.LossyImageCompression)).isEqualTo("01");
        }
    }

    @ParameterizedTest
    @CsvSource({"JPEG2000, 01", "SC_rgb_gdcm_KY, ''"})
    void jpeg2000IsLossyWhereItsWaveletIs(String name, String lossy) throws IOException {
        var file = Part10.read(Peers.data("dicom/core/" + name + ".dcm"));
        assertThat(file.transferSyntax()).isEqualTo(TransferSyntax.JPEG_2000);
        var without =
                DicomFile.of(
                        file.dataSet().toBuilder().remove(Tags.LossyImageCompression).build(),
                        file.transferSyntax());
        try (var copy = Transcoder.transcode(without, TransferSyntax.RLE)) {
            assertThat(copy.file().dataSet().first(Tags.LossyImageCompression)).isEqualTo(lossy);
        }
    }

    @Test
    void theTemporaryFileIsRemoved() throws IOException {
        var file = Part10.read(Peers.data("dicom/core/CT_small.dcm"));
        var copy = Transcoder.transcode(file, TransferSyntax.RLE);
        var content =
                ((Element.Value.Fragments)
                                copy.file().dataSet().get(Tags.PixelData).orElseThrow().value())
                        .fragments()
                        .getLast();
        var path = ((Content.Stored) content).file().path();
        assertThat(path).exists();
        copy.close();

        assertThat(path).doesNotExist();
    }

    @Test
    void whatCannotBeHeldIsRefused() {
        var file = Pictures.file(Pictures.image("MONOCHROME2", 1, 8, 8), new byte[4]);

        assertThatThrownBy(() -> Transcoder.transcode(file, TransferSyntax.RLE))
                .isInstanceOf(PixelException.class)
                .hasMessageContaining("0 of 1 frames");
        assertThatThrownBy(() -> Transcoder.transcode(file, TransferSyntax.JPEG_2000))
                .isInstanceOf(PixelException.class)
                .hasMessageContaining("not into 1.2.840.10008.1.2.4.91");
    }

    /** As beyond 4 GiB, with a smaller bound. */
    @Test
    void theExtendedOffsetTableIsReadHereAndByPydicom() throws IOException {
        var source = Part10.read(Peers.data("dicom/extra/emri_small.dcm"));
        var frames = Frames.of(source);
        var spool = folder.resolve("frames");
        var lengths = new long[frames.count()];
        try (var out = Files.newOutputStream(spool)) {
            for (var i = 0; i < lengths.length; i++) {
                var bytes = PixelEncoder.encode(frames.stored(i), 12, TransferSyntax.RLE);
                out.write(bytes);
                lengths[i] = bytes.length;
            }
        }
        var builder = source.dataSet().toBuilder();
        OffsetTables.put(builder, spool, lengths, 1000);
        var copy = DicomFile.of(builder.build(), TransferSyntax.RLE);
        assertThat(copy.dataSet().contains(PixelTags.ExtendedOffsetTable)).isTrue();
        assertThat(Frames.of(copy).warnings()).isEmpty();
        assertThat(cells(Frames.of(copy))).isEqualTo(cells(frames));

        var path = folder.resolve("extended.dcm");
        Part10.write(copy, path);
        var script =
                """
                import sys, pydicom
                from pydicom.pixels import pixel_array
                ours, theirs = (pixel_array(path, raw=True) for path in sys.argv[1:])
                print("ExtendedOffsetTable" in pydicom.dcmread(sys.argv[1]), (ours == theirs).all())
                """;
        assertThat(
                        Peers.runPython(
                                List.of("numpy", "pydicom"),
                                script,
                                path,
                                Peers.data("dicom/extra/emri_small.dcm")))
                .isEqualTo("True True");
    }

    /** Small enough, with integers, and of a syntax with a decoder. */
    private static boolean isSuitable(DicomFile file) {
        return file.dataSet().contains(Tags.PixelData)
                && Codecs.isDecodable(file.transferSyntax())
                && (long) file.dataSet().integer(Tags.Rows, 0)
                                * file.dataSet().integer(Tags.Columns, 0)
                        <= MOST_VALUES
                && Frames.of(file).available() == Frames.of(file).count();
    }

    private boolean written(DicomFile file, TransferSyntax target, String name) throws IOException {
        var bits = file.dataSet().integer(Tags.BitsStored, 0);
        if (target.equals(TransferSyntax.JPEG_LS_LOSSLESS) && (bits < 2 || bits > 16)) {
            assertThatThrownBy(() -> Transcoder.transcode(file, target))
                    .isInstanceOf(PixelException.class)
                    .hasMessageContaining("2 to 16 bits");
            return false;
        }
        var out = new ByteArrayOutputStream();
        Transcoder.write(file, target, out);
        var cells = cells(Frames.of(file));
        var again = Part10.read(out.toByteArray());
        assertThat(again.transferSyntax()).isEqualTo(target);
        assertThat(cells(Frames.of(again))).as(name).isEqualTo(cells);
        assertThat(Frames.of(again).warnings())
                .as(name)
                .allMatch(warning -> warning.contains("supplemental palette"));
        Files.write(folder.resolve(name + ".dcm"), out.toByteArray());
        Files.write(folder.resolve(name + ".cells"), cells);
        return true;
    }

    private static byte[] cells(Frames frames) {
        var out = new ByteArrayOutputStream();
        for (var i = 0; i < frames.count(); i++) {
            out.writeBytes(frames.stored(i).cells());
        }
        return out.toByteArray();
    }
}
