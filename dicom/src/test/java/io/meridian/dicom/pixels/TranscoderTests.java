package io.meridian.dicom.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Samples;
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
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        assertThat(Frames.of(again).warnings()).as(name).isEmpty();
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
