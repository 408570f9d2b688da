package io.meridian.dicom.codec.jpeg;

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
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Streams that dcmtk, GDCM and Pillow made, against what dcmtk, GDCM, pylibjpeg and Pillow read.
 */
class JpegPeerTests {
    private static final int SEED = 20261125;

    /**
     * pylibjpeg's transform is another one, so one level apart; the rest is built upon the
     * transform that ours agrees with, so equal.
     */
    private static final Map<String, Integer> ALLOWED =
            Map.of("dcmtk", 0, "gdcm", 0, "pillow", 0, "pylibjpeg", 1);

    @Test
    void samplesAreThoseOfIndependentDecoders(@TempDir Path folder) throws IOException {
        Peers.program("dcmcjpeg");
        var python = Peers.python("numpy", "pydicom", "gdcm", "libjpeg", "PIL");
        var script = "src/test/python/jpeg_streams.py";
        var output = Peers.run(List.of(python, script, folder.toString(), Integer.toString(SEED)));
        assertThat(output.exit()).as(output.text()).isZero();

        var differing = new ArrayList<String>();
        var compared = new TreeMap<String, Integer>();
        for (var line : output.text().lines().toList()) {
            var words = line.split(" ", -1);
            var size =
                    new FrameSize(
                            Integer.parseInt(words[1]),
                            Integer.parseInt(words[2]),
                            Integer.parseInt(words[3]));
            var stream = Files.readAllBytes(folder.resolve(words[0] + ".jpg"));
            var theirs = PeerSamples.read(folder.resolve(words[0] + ".raw"));
            try {
                var ours = JpegDecoder.decode(stream, size).samples();
                var allowed = words[5].equals("exact") ? 0 : ALLOWED.getOrDefault(words[4], 0);
                var largest = PeerSamples.largestDifference(ours, theirs);
                if (largest > allowed) {
                    differing.add("seed %d, %s: by %d".formatted(SEED, words[0], largest));
                }
                compared.merge(words[4], 1, Integer::sum);
            } catch (CodecException e) {
                differing.add("seed %d, %s: %s".formatted(SEED, words[0], e.getMessage()));
            }
        }
        assertThat(differing).isEmpty();
        assertThat(compared.keySet()).isEqualTo(new java.util.TreeSet<>(ALLOWED.keySet()));
        assertThat(compared.values().stream().mapToInt(Integer::intValue).sum())
                .isGreaterThanOrEqualTo(300);
    }
}
