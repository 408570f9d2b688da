package io.meridian.dicom.codec.jpegls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.dicom.codec.CodecException;
import io.meridian.dicom.codec.FrameSize;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JpegLsTests {
    private static final long SEED = 20261125;
    private static final FrameSize SMALL = new FrameSize(4, 4, 1);

    /** The example of T.87 annex H.3, whole. */
    private static final byte[] EXAMPLE =
            HexFormat.of()
                    .parseHex(
                            "ffd8fff7000b080004000401011100ffda0008010100000000c000006c80208e01"
                                    + "c00000574000006ee6000001bc18000005d800009160ffd9");

    private static final int[] EXAMPLE_SAMPLES = {
        0, 0, 90, 74, 68, 50, 43, 205, 64, 145, 145, 145, 100, 145, 145, 145
    };

    @Test
    void decodesTheExampleOfTheStandard() {
        assertThat(JpegLsDecoder.decode(EXAMPLE, SMALL).samples()).isEqualTo(EXAMPLE_SAMPLES);
    }

    @Test
    void encodesTheExampleOfTheStandard() {
        assertThat(JpegLsEncoder.encode(EXAMPLE_SAMPLES, SMALL, 8)).isEqualTo(EXAMPLE);
    }

    @Test
    void defaultThresholdsAreThoseOfTheStandard() {
        // T.87 table C.3: 8 bits, lossless; T.87 section C.2.4.1.1.1 for the others
        assertThat(Presets.of(255, 0)).isEqualTo(new Presets(255, 3, 7, 21, 64));
        assertThat(Presets.of(4095, 0)).isEqualTo(new Presets(4095, 18, 67, 276, 64));
        assertThat(Presets.of(65535, 0)).isEqualTo(new Presets(65535, 18, 67, 276, 64));
        assertThat(Presets.of(31, 0)).isEqualTo(new Presets(31, 2, 3, 4, 64));
        assertThat(Presets.of(255, 3)).isEqualTo(new Presets(255, 12, 22, 42, 64));
    }

    @Test
    void losslessIsExactAndNearLosslessKeepsItsBound() {
        var random = new Random(SEED);
        for (var run = 0; run < 300; run++) {
            var bits = random.nextInt(2, 17);
            var near = run % 2 == 0 ? 0 : random.nextInt(Math.min(255, ((1 << bits) - 1) / 2) + 1);
            var size =
                    new FrameSize(
                            random.nextInt(1, 50), random.nextInt(1, 50), random.nextInt(1, 5));
            var samples = Pictures.random(random, size, bits);
            var decoded =
                    JpegLsDecoder.decode(JpegLsEncoder.encode(samples, size, bits, near), size)
                            .samples();
            for (var i = 0; i < samples.length; i++) {
                assertThat(Math.abs(samples[i] - decoded[i]))
                        .as("seed %d, run %d", SEED, run)
                        .isLessThanOrEqualTo(near);
            }
        }
    }

    /** Each interval is a picture of its own, so that frames of the encoder can be joined. */
    @Test
    void restartIntervalsBeginAnew() {
        var size = new FrameSize(3, 20, 1);
        var random = new Random(SEED);
        var joined = new ByteArrayOutputStream();
        var expected = new int[7 * 20];
        var whole = JpegLsEncoder.encode(expected, new FrameSize(7, 20, 1), 12);
        joined.write(whole, 0, 15);
        joined.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xDD, 0, 4, 0, 3});
        joined.write(whole, 15, 10);
        for (var part = 0; part < 3; part++) {
            var rows = part == 2 ? 1 : 3;
            var partSize = new FrameSize(rows, 20, 1);
            var samples = Pictures.random(random, partSize, 12);
            System.arraycopy(samples, 0, expected, part * size.values(), samples.length);
            var frame = JpegLsEncoder.encode(samples, partSize, 12);
            joined.write(frame, 25, frame.length - 27);
            if (part < 2) {
                joined.writeBytes(new byte[] {(byte) 0xFF, (byte) (0xD0 + part)});
            }
        }
        joined.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD9});

        assertThat(JpegLsDecoder.decode(joined.toByteArray(), new FrameSize(7, 20, 1)).samples())
                .isEqualTo(expected);
    }

    @Test
    void refusesByNameWhatItDoesNotDecode() {
        assertRefused(with(21, 5), "mapping table");
        assertRefused(with(24, 1), "point transform");
        assertRefused(with(23, 3), "interleave");
        assertRefused(with(3, 0xC3), "another process");
        assertRefused(with(6, 17), "precision");
        assertRefused(with(7, 1), "Rows");
        assertRefused(with(0, 0), "SOI");
        assertRefused(segment("e80007 6d726678 01"), "colour transform");
        assertRefused(segment("f8000d 01 0000 0002 0001 0003 0000"), "thresholds");
        assertRefused(segment("f8000d 01 0000 0000 0000 0000 0001"), "RESET");
    }

    @Test
    void otherApplicationSegmentsAndCommentsAreSkipped() {
        assertThat(JpegLsDecoder.decode(segment("e8000a 5350494646 00 0100"), SMALL).samples())
                .isEqualTo(EXAMPLE_SAMPLES);
        assertThat(JpegLsDecoder.decode(segment("fe0004 4141"), SMALL).samples())
                .isEqualTo(EXAMPLE_SAMPLES);
    }

    /** The example with its defaults written out decodes as the example does. */
    @Test
    void presetParametersAreRead() {
        assertThat(
                        JpegLsDecoder.decode(segment("f8000d 01 00ff 0003 0007 0015 0040"), SMALL)
                                .samples())
                .isEqualTo(EXAMPLE_SAMPLES);
    }

    @Test
    void damageEndsInAPictureOrARefusal() {
        var random = new Random(SEED);
        var refused = 0;
        for (var run = 0; run < 3000; run++) {
            var size = new FrameSize(20, 30, run % 2 == 0 ? 1 : 3);
            var frame = JpegLsEncoder.encode(Pictures.random(random, size, 12), size, 12);
            if (random.nextInt(3) == 0) {
                frame = Arrays.copyOf(frame, random.nextInt(frame.length));
            }
            for (var hits = random.nextInt(5); hits > 0 && frame.length > 0; hits--) {
                frame[random.nextInt(frame.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(JpegLsDecoder.decode(frame, size).samples()).hasSize(size.values());
            } catch (CodecException e) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed %d, run %d".formatted(SEED, run), e);
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    private static void assertRefused(byte[] frame, String reason) {
        assertThatThrownBy(() -> JpegLsDecoder.decode(frame, SMALL))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining(reason);
    }

    /** The example with some bytes changed: place, value, and so on. */
    private static byte[] with(int... changes) {
        var bytes = EXAMPLE.clone();
        for (var i = 0; i < changes.length; i += 2) {
            bytes[changes[i]] = (byte) changes[i + 1];
        }
        return bytes;
    }

    /** The example with a marker segment before its scan. */
    private static byte[] segment(String hex) {
        var out = new ByteArrayOutputStream();
        out.write(EXAMPLE, 0, 15);
        out.write(0xFF);
        out.writeBytes(HexFormat.of().parseHex(hex.replace(" ", "")));
        out.write(EXAMPLE, 15, EXAMPLE.length - 15);
        return out.toByteArray();
    }
}
