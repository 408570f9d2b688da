package io.meridian.dicom.codec.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.dicom.codec.FrameSize;
import io.meridian.dicom.codec.jpeg.JpegWriter.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sequential DCT coding of given coefficients, against the transform of T.81 A.3.3 in doubles. */
class DctTests {
    private static final long SEED = 20261125;

    /** Sampling factors whose components are repeated, not interpolated. */
    private static final List<List<Component>> SAMPLINGS =
            List.of(
                    List.of(new Component(7, 3, 2)),
                    List.of(new Component(1, 1, 1), new Component(2, 1, 1)),
                    List.of(new Component(1, 1, 2), new Component(2, 1, 1), new Component(3, 1, 2)),
                    List.of(new Component(1, 4, 1), new Component(2, 1, 1), new Component(3, 1, 1)),
                    List.of(new Component(1, 3, 2), new Component(2, 2, 1), new Component(3, 1, 1)),
                    List.of(
                            new Component(0, 1, 1),
                            new Component(1, 1, 1),
                            new Component(2, 1, 1),
                            new Component(3, 1, 1)));

    /** A component's blocks, and its samples as the standard defines them. */
    private static final class Plane {
        final Component component;
        final int width;
        final int height;
        final int blocksAcross;
        final int[][] blocks;
        final double[][] samples;

        Plane(Component component, int rows, int columns, int across, int down) {
            this.component = component;
            width = Math.ceilDiv(columns * component.horizontal(), across);
            height = Math.ceilDiv(rows * component.vertical(), down);
            blocksAcross = Math.ceilDiv(columns, 8 * across) * component.horizontal();
            var blocksDown = Math.ceilDiv(rows, 8 * down) * component.vertical();
            blocks = new int[blocksAcross * blocksDown][64];
            samples = new double[blocksDown * 8][blocksAcross * 8];
        }

        void fill(Random random, int precision, int factor) {
            for (var number = 0; number < blocks.length; number++) {
                var block = blocks[number];
                var share = (1 << precision) * 3 / factor;
                block[0] = random.nextInt(-share, share + 1);
                for (var k = random.nextInt(64); k > 0; k -= 1 + random.nextInt(20)) {
                    block[k] = random.nextInt(-share / 8 - 1, share / 8 + 2);
                }
                transform(number, precision, factor);
            }
        }

        private void transform(int number, int precision, int factor) {
            for (var y = 0; y < 8; y++) {
                for (var x = 0; x < 8; x++) {
                    var sum = 0.0;
                    for (var k = 0; k < 64; k++) {
                        var v = Blocks.ZIGZAG[k] / 8;
                        var u = Blocks.ZIGZAG[k] % 8;
                        sum +=
                                (u == 0 ? Math.sqrt(0.5) : 1)
                                        * (v == 0 ? Math.sqrt(0.5) : 1)
                                        * blocks[number][k]
                                        * factor
                                        * Math.cos((2 * x + 1) * u * Math.PI / 16)
                                        * Math.cos((2 * y + 1) * v * Math.PI / 16);
                    }
                    samples[number / blocksAcross * 8 + y][number % blocksAcross * 8 + x] =
                            Math.clamp(sum / 4 + (1 << (precision - 1)), 0, (1 << precision) - 1);
                }
            }
        }
    }

    /** The order of T.81 figure A.6, written down. */
    @Test
    void theZigzagIsThatOfTheStandard() {
        assertThat(Blocks.ZIGZAG)
                .startsWith(0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5)
                .endsWith(58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63)
                .doesNotHaveDuplicates()
                .hasSize(64);
    }

    @Test
    void everySamplingPrecisionAndOrderIsWithinOneLevelOfTheExactTransform() {
        var random = new Random(SEED);
        for (var run = 0; run < 400; run++) {
            var components = SAMPLINGS.get(run % SAMPLINGS.size());
            var rows = 1 + random.nextInt(50);
            var columns = 1 + random.nextInt(50);
            var precision = random.nextBoolean() ? 8 : 12;
            var factor = List.of(1, 2, 17, precision == 12 ? 300 : 40).get(random.nextInt(4));
            var across = components.stream().mapToInt(Component::horizontal).max().orElseThrow();
            var down = components.stream().mapToInt(Component::vertical).max().orElseThrow();
            var planes = new ArrayList<Plane>();
            for (var component : components) {
                var plane = new Plane(component, rows, columns, across, down);
                plane.fill(random, precision, factor);
                planes.add(plane);
            }
            var lines = random.nextInt(3) == 0;
            var stream = encode(random, precision, factor, rows, columns, planes, lines);

            var image = JpegDecoder.decode(stream, new FrameSize(rows, columns, components.size()));

            for (var at = 0; at < image.samples().length; at++) {
                var pixel = at / components.size();
                var plane = planes.get(at % components.size());
                var y = pixel / columns * plane.component.vertical() / down;
                var x = pixel % columns * plane.component.horizontal() / across;
                assertThat(Math.abs(image.samples()[at] - plane.samples[y][x]))
                        .as("seed %d, run %d, sample %d", SEED, run, at)
                        .isLessThanOrEqualTo(1);
            }
            assertThat(image.warnings())
                    .as("seed %d, run %d", SEED, run)
                    .allMatch(warning -> warning.contains("more than 10 data units"));
        }
    }

    private static byte[] encode(
            Random random,
            int precision,
            int factor,
            int rows,
            int columns,
            List<Plane> planes,
            boolean lines) {
        var components = planes.stream().map(plane -> plane.component).toList();
        var dcBits = 5 + random.nextInt(12);
        var acBits = 9 + random.nextInt(7);
        var interval = random.nextInt(3) == 0 ? 1 + random.nextInt(5) : 0;
        var writer =
                JpegWriter.begin()
                        .quantisation(factor)
                        .frame(0xC1, precision, lines ? 0 : rows, columns, components)
                        .huffman(0, 16, dcBits)
                        .huffman(1, 255, acBits)
                        .restartInterval(interval);
        if (random.nextBoolean()) {
            writer.scan(components, 0, 63, 0);
            interleaved(writer, planes, interval, dcBits, acBits);
            if (lines) {
                writer.segment(0xDC, rows >> 8, rows & 0xFF);
            }
        } else {
            for (var index = 0; index < planes.size(); index++) {
                writer.scan(components.subList(index, index + 1), 0, 63, 0);
                single(writer, planes.get(index), interval, dcBits, acBits);
                if (lines && index == 0) {
                    writer.segment(0xDC, rows >> 8, rows & 0xFF);
                }
            }
        }
        return writer.end();
    }

    /** One component: only blocks that hold samples of the picture (T.81 A.2.2). */
    private static void single(
            JpegWriter writer, Plane plane, int interval, int dcBits, int acBits) {
        var across = Math.ceilDiv(plane.width, 8);
        var previous = 0;
        for (var mcu = 0; mcu < across * Math.ceilDiv(plane.height, 8); mcu++) {
            if (restarts(writer, mcu, interval)) {
                previous = 0;
            }
            var block = plane.blocks[mcu / across * plane.blocksAcross + mcu % across];
            writer.block(block, previous, dcBits, acBits);
            previous = block[0];
        }
        writer.flush();
    }

    /** Several components, or one that is coded as if it were alone (T.81 A.2.3). */
    private static void interleaved(
            JpegWriter writer, List<Plane> planes, int interval, int dcBits, int acBits) {
        if (planes.size() == 1) {
            single(writer, planes.getFirst(), interval, dcBits, acBits);
            return;
        }
        var previous = new int[planes.size()];
        var first = planes.getFirst();
        var across = first.blocksAcross / first.component.horizontal();
        var count =
                across * (first.blocks.length / first.blocksAcross / first.component.vertical());
        for (var mcu = 0; mcu < count; mcu++) {
            if (restarts(writer, mcu, interval)) {
                previous = new int[planes.size()];
            }
            for (var index = 0; index < planes.size(); index++) {
                var plane = planes.get(index);
                var component = plane.component;
                for (var i = 0; i < component.horizontal() * component.vertical(); i++) {
                    var row = mcu / across * component.vertical() + i / component.horizontal();
                    var column = mcu % across * component.horizontal() + i % component.horizontal();
                    var block = plane.blocks[row * plane.blocksAcross + column];
                    writer.block(block, previous[index], dcBits, acBits);
                    previous[index] = block[0];
                }
            }
        }
        writer.flush();
    }

    private static boolean restarts(JpegWriter writer, int mcu, int interval) {
        if (interval == 0 || mcu == 0 || mcu % interval != 0) {
            return false;
        }
        writer.flush().bytes(0xFF, 0xD0 + ((mcu / interval - 1) & 7));
        return true;
    }

    /** The 8-bit transform of a flat block is its DC coefficient divided by eight. */
    @Test
    void aFlatBlockIsFlat() {
        var one = List.of(new Component(1, 1, 1));
        var writer =
                JpegWriter.begin()
                        .quantisation(8)
                        .frame(0xC1, 8, 8, 8, one)
                        .huffman(0, 16, 5)
                        .huffman(1, 255, 9)
                        .scan(one, 0, 63, 0);
        var block = new int[64];
        block[0] = -100;
        writer.block(block, 0, 5, 9);

        assertThat(JpegDecoder.decode(writer.end(), new FrameSize(8, 8, 1)).samples())
                .isEqualTo(IntStream.generate(() -> 28).limit(64).toArray());
    }
}
