package io.meridian.dicom.codec.jpegls;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.codec.FrameSize;
import io.meridian.dicom.codec.PeerSamples;
import io.meridian.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against CharLS, in both directions. */
class CharLsTests {
    private static final String SCRIPT = "src/test/python/jpegls.py";
    private static final int SEED = 20261125;
    private static final int FRAMES = 300;

    private final Path folder;

    CharLsTests(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void decodesWhatCharLsEncodes() throws IOException {
        var output = run("make", Integer.toString(SEED), Integer.toString(FRAMES));
        var lines = output.lines().toList();
        assertThat(lines).hasSize(FRAMES);

        for (var line : lines) {
            var words = line.split(" ", -1);
            var size = new FrameSize(number(words[1]), number(words[2]), number(words[3]));
            var image =
                    JpegLsDecoder.decode(
                            Files.readAllBytes(folder.resolve(words[0] + ".jls")), size);
            assertThat(image.samples())
                    .as("seed %d, frame %s", SEED, line)
                    .isEqualTo(PeerSamples.read(folder.resolve(words[0] + ".raw")));
            assertThat(image.header().near()).isEqualTo(number(words[5]));
            assertThat(image.header().precision()).isEqualTo(number(words[4]));
        }
    }

    @Test
    void charLsDecodesWhatIsEncodedHere() throws IOException {
        var random = new Random(SEED);
        var expected = new ArrayList<int[]>();
        var nears = new ArrayList<Integer>();
        var command = new ArrayList<String>();
        for (var i = 0; i < FRAMES; i++) {
            var bits = random.nextInt(2, 17);
            var size =
                    new FrameSize(
                            random.nextInt(1, 70),
                            random.nextInt(1, 70),
                            random.nextBoolean() ? 1 : 3);
            var near =
                    random.nextBoolean()
                            ? 0
                            : random.nextInt(Math.min(255, ((1 << bits) - 1) / 2) + 1);
            var samples = Pictures.random(random, size, bits);
            Files.write(
                    folder.resolve(i + ".jls"), JpegLsEncoder.encode(samples, size, bits, near));
            expected.add(samples);
            nears.add(near);
            command.add(Integer.toString(i));
        }
        run("read", command.toArray(String[]::new));

        for (var i = 0; i < FRAMES; i++) {
            var theirs = PeerSamples.read(folder.resolve(i + ".out"));
            assertThat(PeerSamples.largestDifference(expected.get(i), theirs))
                    .as("seed %d, frame %d", SEED, i)
                    .isLessThanOrEqualTo(nears.get(i));
        }
    }

    private String run(String verb, String... arguments) {
        var command =
                new ArrayList<>(
                        List.of(Peers.python("numpy", "jpeg_ls"), SCRIPT, verb, folder.toString()));
        command.addAll(List.of(arguments));
        var output = Peers.run(command);
        assertThat(output.exit()).as(output.text()).isZero();
        return output.text();
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }
}
