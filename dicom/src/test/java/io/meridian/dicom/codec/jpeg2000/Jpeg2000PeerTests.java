package io.meridian.dicom.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.codec.CodecException;
import io.meridian.dicom.codec.FrameSize;
import io.meridian.dicom.codec.PeerSamples;
import io.meridian.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams that OpenJPEG made, against what OpenJPEG reads, which GDCM and pydicom are built on. */
class Jpeg2000PeerTests {
    private static final int SEED = 20261125;

    @Test
    void samplesAreThoseOfOpenJpegExactlyWhereTheCodingIsReversible(@TempDir Path folder)
            throws IOException {
        var python = Peers.python("numpy", "openjpeg.utils", "PIL");
        var script = "src/test/python/jpeg2000_streams.py";
        var output = Peers.run(List.of(python, script, folder.toString(), Integer.toString(SEED)));
        assertThat(output.exit()).as(output.text()).isZero();

        var differing = new ArrayList<String>();
        var exact = 0;
        var near = 0;
        for (var line : output.text().lines().toList()) {
            var words = line.split(" ", -1);
            var size =
                    new FrameSize(
                            Integer.parseInt(words[1]),
                            Integer.parseInt(words[2]),
                            Integer.parseInt(words[3]));
            var reversible = words[4].equals("exact");
            var stream = Files.readAllBytes(folder.resolve(words[0] + ".j2k"));
            var theirs = PeerSamples.read(folder.resolve(words[0] + ".raw"));
            try {
                var largest =
                        PeerSamples.largestDifference(
                                Jpeg2000Decoder.decode(stream, size).samples(), theirs);
                if (largest > (reversible ? 0 : 1)) {
                    differing.add("seed %d, %s: by %d".formatted(SEED, words[0], largest));
                }
                exact += reversible ? 1 : 0;
                near += reversible ? 0 : 1;
            } catch (CodecException e) {
                differing.add("seed %d, %s: %s".formatted(SEED, words[0], e.getMessage()));
            }
        }
        assertThat(differing).isEmpty();
        assertThat(exact).isGreaterThanOrEqualTo(240);
        assertThat(near).isGreaterThanOrEqualTo(140);
    }
}
