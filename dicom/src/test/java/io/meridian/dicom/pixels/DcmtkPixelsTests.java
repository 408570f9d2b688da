package io.meridian.dicom.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.Part10;
import io.meridian.dicom.TransferSyntax;
import io.meridian.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** dcmtk's encoders decoded here, and what is encoded here decoded by dcmtk. */
class DcmtkPixelsTests {
    private static final List<String> FILES =
            List.of(
                    "core/CT_small.dcm",
                    "core/MR_small.dcm",
                    "core/examples_rgb_color.dcm",
                    "core/image_dfl.dcm",
                    "extra/emri_small.dcm",
                    "extra/mlut_18.dcm",
                    "extra/SC_rgb_16bit.dcm",
                    "extra/SC_rgb_2frame.dcm",
                    "core/SC_rgb_small_odd.dcm");

    private final Path folder;

    DcmtkPixelsTests(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dcmcjpls",
                "dcmcjpls +il",
                "dcmcjpls +is",
                "dcmcjpls +in",
                "dcmcjpls +pz +fs 1 -ot",
                "dcmcjpls +fs 4",
                "dcmcjpls +pc +t1 5 +t2 9 +t3 30 +rs 31",
                "dcmcjpls +en +md 3",
                "dcmcrle",
                "dcmcrle +fs 1"
            })
    void decodesWhatDcmtkEncodesAsDcmtkDoes(String encoder) throws IOException {
        var words = List.of(encoder.split(" ", -1));
        var decoder = words.getFirst().equals("dcmcrle") ? "dcmdrle" : "dcmdjpls";
        var compared = 0;
        for (var name : FILES) {
            var encoded = folder.resolve("encoded.dcm");
            var decoded = folder.resolve("decoded.dcm");
            var source = Peers.data("dicom").resolve(name);
            if (!runs(words, source, encoded)) {
                continue;
            }
            if (runs(List.of(decoder), encoded, decoded)) {
                assertSame(name, encoded, decoded);
            } else {
                // dcmtk 3.6.7 does not decode its own 16-bit colour without interleave
                assertThat(encoder + " " + name).isEqualTo("dcmcjpls +in extra/SC_rgb_16bit.dcm");
                assertSame(name, encoded, source);
            }
            compared++;
        }
        assertThat(compared).isGreaterThanOrEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dcmdjpls", "dcmdrle"})
    void dcmtkDecodesWhatIsEncodedHere(String decoder) throws IOException {
        var target =
                decoder.equals("dcmdrle") ? TransferSyntax.RLE : TransferSyntax.JPEG_LS_LOSSLESS;
        for (var name : FILES) {
            var source = Peers.data("dicom").resolve(name);
            var encoded = folder.resolve("encoded.dcm");
            var decoded = folder.resolve("decoded.dcm");
            try (var out = Files.newOutputStream(encoded)) {
                Transcoder.write(Part10.read(source), target, out);
            }
            assertThat(runs(List.of(decoder), encoded, decoded)).as(name).isTrue();
            assertSame(name, source, decoded);
        }
    }

    private static boolean runs(List<String> program, Path from, Path to) {
        var arguments = new ArrayList<>(program.subList(1, program.size()));
        arguments.addAll(List.of(from.toString(), to.toString()));
        return Peers.runProgram(program.getFirst(), arguments.toArray(String[]::new)).exit() == 0;
    }

    private static void assertSame(String name, Path first, Path second) throws IOException {
        var one = Frames.of(Part10.read(first));
        var other = Frames.of(Part10.read(second));
        assertThat(one.count()).isEqualTo(other.count());
        for (var frame = 0; frame < one.count(); frame++) {
            var same = Arrays.equals(one.decoded(frame).values(), other.decoded(frame).values());
            assertThat(same).as("%s frame %d", name, frame).isTrue();
        }
    }
}
