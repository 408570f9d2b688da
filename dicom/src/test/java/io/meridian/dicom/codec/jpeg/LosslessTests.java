package io.meridian.dicom.codec.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.dicom.codec.CodecException;
import io.meridian.dicom.codec.FrameSize;
import io.meridian.dicom.codec.jpeg.JpegWriter.Component;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lossless coding (T.81 annex H), encoded here after the standard's text. */
class LosslessTests {
    private static final long SEED = 20261125;

    /** How a picture is coded. */
    private record Coding(
            int rows,
            int columns,
            int components,
            int precision,
            int predictor,
            int transform,
            int restartLines,
            int codeBits,
            boolean interleaved) {
        static Coding random(Random random) {
            var precision = 2 + random.nextInt(15);
            return new Coding(
                    1 + random.nextInt(20),
                    1 + random.nextInt(20),
                    1 + random.nextInt(4),
                    precision,
                    1 + random.nextInt(7),
                    random.nextInt(3) == 0 ? random.nextInt(precision) : 0,
                    random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 0,
                    5 + random.nextInt(12),
                    random.nextBoolean());
        }

        FrameSize size() {
            return new FrameSize(rows, columns, components);
        }

        int at(int[] samples, int row, int column, int component) {
            return samples[(row * columns + column) * components + component] >> transform;
        }

        /** T.81 table H.1 and H.1.2.1. */
        int prediction(int[] samples, int row, int column, int component) {
            if (row == 0 || (restartLines > 0 && row % restartLines == 0)) {
                return column == 0
                        ? 1 << (precision - transform - 1)
                        : at(samples, row, column - 1, component);
            }
            var above = at(samples, row - 1, column, component);
            if (column == 0) {
                return above;
            }
            var left = at(samples, row, column - 1, component);
            var corner = at(samples, row - 1, column - 1, component);
            return switch (predictor) {
                case 1 -> left;
                case 2 -> above;
                case 3 -> corner;
                case 4 -> left + above - corner;
                case 5 -> left + ((above - corner) >> 1);
                case 6 -> above + ((left - corner) >> 1);
                default -> (left + above) >> 1;
            };
        }
    }

    private static int[] samples(Coding coding, Random random) {
        var noise = random.nextBoolean();
        var base = random.nextInt(1 << coding.precision());
        return IntStream.range(0, coding.size().values())
                .map(i ->
                        noise
                                ? random.nextInt(1 << coding.precision())
                                : Math.clamp(
                                        (long) base + random.nextInt(5) - 2,
                                        0,
                                        (1 << coding.precision()) - 1))
                .toArray();
    }

    private static byte[] encode(Coding coding, int[] samples) {
        var components =
                IntStream.range(0, coding.components())
                        .mapToObj(i -> new Component(i + 1, 1, 1))
                        .toList();
        var writer =
                JpegWriter.begin()
                        .frame(
                                0xC3,
                                coding.precision(),
                                coding.rows(),
                                coding.columns(),
                                components)
                        .huffman(0, 17, coding.codeBits())
                        .restartInterval(coding.restartLines() * coding.columns());
        if (coding.interleaved()) {
            writer.scan(components, coding.predictor(), 0, coding.transform());
            lines(coding, samples, writer, 0, coding.components());
        } else {
            for (var component = 0; component < coding.components(); component++) {
                writer.scan(
                        components.subList(component, component + 1),
                        coding.predictor(),
                        0,
                        coding.transform());
                lines(coding, samples, writer, component, component + 1);
            }
        }
        return writer.end();
    }

    private static void lines(Coding coding, int[] samples, JpegWriter writer, int from, int to) {
        for (var row = 0; row < coding.rows(); row++) {
            if (row > 0 && coding.restartLines() > 0 && row % coding.restartLines() == 0) {
                var number = row / coding.restartLines() - 1;
                writer.flush().bytes(0xFF, 0xD0 + (number & 7));
            }
            for (var column = 0; column < coding.columns(); column++) {
                for (var component = from; component < to; component++) {
                    var sample = coding.at(samples, row, column, component);
                    var difference = sample - coding.prediction(samples, row, column, component);
                    // Modulo 2^16, from -32767 to 32768.
                    var folded = (short) difference;
                    writer.difference(folded == -32_768 ? 32_768 : folded, coding.codeBits());
                }
            }
        }
        writer.flush();
    }

    @Test
    void everyPredictorPrecisionAndOrderComesBackExactly() {
        var random = new Random(SEED);
        for (var run = 0; run < 3000; run++) {
            var coding = Coding.random(random);
            var samples = samples(coding, random);

            var image = JpegDecoder.decode(encode(coding, samples), coding.size());

            var expected =
                    IntStream.of(samples)
                            .map(sample -> sample >> coding.transform() << coding.transform())
                            .toArray();
            assertThat(image.samples())
                    .as("seed %d, run %d: %s", SEED, run, coding)
                    .isEqualTo(expected);
            assertThat(image.header().coding()).isEqualTo(JpegHeader.Coding.LOSSLESS);
            assertThat(image.header().precision()).isEqualTo(coding.precision());
            assertThat(image.warnings()).as("seed %d, run %d: %s", SEED, run, coding).isEmpty();
        }
    }

    /** A difference of 32768 has size 16 and no bits (T.81 H.1.2.2). */
    @Test
    void theLargestDifferenceHasNoBits() {
        var coding = new Coding(1, 2, 1, 16, 1, 0, 0, 8, true);
        var samples = new int[] {0, 32_768};

        assertThat(JpegDecoder.decode(encode(coding, samples), coding.size()).samples())
                .isEqualTo(samples);
    }

    @Test
    void aRestartWithinALineAndAnImpossiblePredictorAreRefused() {
        var one = List.of(new Component(1, 1, 1));
        for (var interval : List.of(0, 3)) {
            var stream =
                    JpegWriter.begin()
                            .frame(0xC3, 8, 4, 4, one)
                            .huffman(0, 17, 5)
                            .restartInterval(interval)
                            .scan(one, interval == 0 ? 8 : 1, 0, 0)
                            .bytes(0, 0, 0, 0)
                            .end();

            assertThatThrownBy(() -> JpegDecoder.decode(stream, new FrameSize(4, 4, 1)))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining(interval == 0 ? "predictor" : "whole lines");
        }
    }
}
