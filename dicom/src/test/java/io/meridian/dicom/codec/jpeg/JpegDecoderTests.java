package io.meridian.dicom.codec.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.dicom.codec.CodecException;
import io.meridian.dicom.codec.FrameSize;
import io.meridian.dicom.codec.jpeg.JpegWriter.Component;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Streams of the JRE's encoder, against the JRE's decoder; and what is wrong with streams. */
class JpegDecoderTests {
    private static final long SEED = 20261125;
    private static final int ROWS = 45;
    private static final int COLUMNS = 67;
    private static final FrameSize GREY = new FrameSize(ROWS, COLUMNS, 1);
    private static final FrameSize COLOUR = new FrameSize(ROWS, COLUMNS, 3);

    private static byte[] encoded(int type, int mode) {
        var random = new Random(SEED);
        var image = new BufferedImage(COLUMNS, ROWS, type);
        for (var y = 0; y < ROWS; y++) {
            for (var x = 0; x < COLUMNS; x++) {
                var wave = (int) (120 + 100 * Math.sin(x / 5.0) * Math.cos(y / 8.0));
                var rgb = wave << 16 | random.nextInt(256) << 8 | (255 - wave);
                image.setRGB(x, y, rgb);
            }
        }
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            var parameters = writer.getDefaultWriteParam();
            parameters.setProgressiveMode(mode);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] grey() {
        return encoded(BufferedImage.TYPE_BYTE_GRAY, ImageWriteParam.MODE_DISABLED);
    }

    private static int[] byTheJre(byte[] stream) throws IOException {
        var reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (var input = ImageIO.createImageInputStream(new ByteArrayInputStream(stream))) {
            reader.setInput(input);
            var raster = reader.readRaster(0, null);
            return raster.getPixels(0, 0, raster.getWidth(), raster.getHeight(), (int[]) null);
        } finally {
            reader.dispose();
        }
    }

    @Test
    void baselineAndProgressiveAreEqualToWhatTheJreReads() throws IOException {
        for (var mode : List.of(ImageWriteParam.MODE_DISABLED, ImageWriteParam.MODE_DEFAULT)) {
            for (var type : List.of(BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_INT_RGB)) {
                var stream = encoded(type, mode);
                var size = type == BufferedImage.TYPE_BYTE_GRAY ? GREY : COLOUR;

                var image = JpegDecoder.decode(stream, size);

                assertThat(image.samples()).isEqualTo(byTheJre(stream));
                assertThat(image.header().coding())
                        .isEqualTo(
                                mode == ImageWriteParam.MODE_DISABLED
                                        ? JpegHeader.Coding.BASELINE
                                        : JpegHeader.Coding.PROGRESSIVE);
                assertThat(image.warnings()).isEmpty();
            }
        }
    }

    /** A stream without the segments of some marker. */
    private static byte[] without(byte[] stream, int marker) {
        var out = new ByteArrayOutputStream();
        out.write(stream, 0, 2);
        var at = 2;
        while ((stream[at + 1] & 0xFF) != 0xDA) {
            var length = ((stream[at + 2] & 0xFF) << 8 | (stream[at + 3] & 0xFF)) + 2;
            if ((stream[at + 1] & 0xFF) != marker) {
                out.write(stream, at, length);
            }
            at += length;
        }
        out.write(stream, at, stream.length - at);
        return out.toByteArray();
    }

    private static byte[] inserted(byte[] stream, int at, int... values) {
        var bytes = new byte[stream.length + values.length];
        System.arraycopy(stream, 0, bytes, 0, at);
        for (var i = 0; i < values.length; i++) {
            bytes[at + i] = (byte) values[i];
        }
        System.arraycopy(stream, at, bytes, at + values.length, stream.length - at);
        return bytes;
    }

    @Nested
    class ReadWithAWarning {
        private void assertSame(byte[] odd, String warning) {
            var image = JpegDecoder.decode(odd, GREY);

            assertThat(image.samples()).isEqualTo(JpegDecoder.decode(grey(), GREY).samples());
            assertThat(image.warnings()).singleElement().asString().contains(warning);
        }

        @Test
        void theHuffmanTablesThatMotionJpegLeavesOut() {
            assertSame(without(grey(), 0xC4), "no Huffman tables");
        }

        @Test
        void aMissingEoi() {
            var stream = grey();
            assertSame(Arrays.copyOf(stream, stream.length - 2), "EOI is missing");
        }

        @Test
        void bytesBetweenSegments() {
            assertSame(inserted(grey(), 2, 1, 2, 3, 0xFF, 0, 4), "between two segments");
        }

        @Test
        void dataThatAScanDoesNotNeed() {
            var stream = grey();
            assertSame(inserted(stream, stream.length - 2, 7, 7, 7, 7, 7, 7, 7), "more data");
        }

        @Test
        void fillBytesAndWhatFollowsEoiWithoutOne() {
            var stream = inserted(grey(), 2, 0xFF, 0xFF, 0xFF);
            var padded = inserted(stream, stream.length, 0, 1, 0xFF, 0xD8);

            assertThat(JpegDecoder.decode(padded, GREY).warnings()).isEmpty();
        }
    }

    @Nested
    class Refused {
        private void assertRefused(byte[] stream, FrameSize size, String reason) {
            assertThatThrownBy(() -> JpegDecoder.decode(stream, size))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining(reason);
        }

        @Test
        void anotherSizeThanTheDataSets() {
            assertRefused(grey(), new FrameSize(ROWS + 1, COLUMNS, 1), "Rows, Columns");
            assertRefused(grey(), COLOUR, "SamplesPerPixel");
        }

        @Test
        void otherProcessesByName() {
            var one = List.of(new Component(1, 1, 1));
            var size = new FrameSize(8, 8, 1);
            for (var marker : List.of(0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF)) {
                var stream = JpegWriter.begin().frame(marker, 8, 8, 8, one).end();
                assertRefused(stream, size, "arithmetic coding");
            }
            for (var marker : List.of(0xC5, 0xC6, 0xC7)) {
                var stream = JpegWriter.begin().frame(marker, 8, 8, 8, one).end();
                assertRefused(stream, size, "hierarchical");
            }
            assertRefused(JpegWriter.begin().frame(0xF7, 8, 8, 8, one).end(), size, "JPEG-LS");
            assertRefused(new byte[] {-1, 0x4F, -1, 0x51}, size, "JPEG 2000");
        }

        @Test
        void dataThatEndsEarlyWithTheMcu() {
            var stream = grey();
            assertRefused(Arrays.copyOf(stream, stream.length - 40), GREY, "ends within MCU");
        }

        @Test
        void aPictureThatItsBytesCannotFill() {
            var one = List.of(new Component(1, 1, 1));
            var size = new FrameSize(16_000, 16_000, 1);
            for (var marker : List.of(0xC0, 0xC2, 0xC3)) {
                var stream = JpegWriter.begin().frame(marker, 8, 16_000, 16_000, one).end();
                assertRefused(stream, size, "must take at least");
            }
        }

        @Test
        void missingTables() {
            assertRefused(without(grey(), 0xDB), GREY, "quantisation table 0 is missing");
            assertRefused(
                    without(
                            encoded(BufferedImage.TYPE_BYTE_GRAY, ImageWriteParam.MODE_DEFAULT),
                            0xC4),
                    GREY,
                    "Huffman table");
        }

        @Test
        void aFrameWithoutLines() {
            var one = List.of(new Component(1, 1, 1));
            var stream = JpegWriter.begin().frame(0xC1, 8, 0, 8, one).end();
            assertRefused(stream, new FrameSize(8, 8, 1), "neither SOF nor DNL");
        }

        @Test
        void moreCodesThanTheirLengthsAllow() {
            var lengths = new int[17 + 3];
            lengths[1] = 3; // three codes of one bit
            var stream = JpegWriter.begin().segment(0xC4, lengths).end();
            assertRefused(stream, GREY, "more codes than their lengths allow");
        }

        @Test
        void aProgressiveFrameThatEndsBeforeItsLastScan() {
            var stream = encoded(BufferedImage.TYPE_BYTE_GRAY, ImageWriteParam.MODE_DEFAULT);
            var second = 0;
            for (var i = 2; i + 1 < stream.length && second < 2; i++) {
                if (stream[i] == (byte) 0xFF && stream[i + 1] == (byte) 0xDA && second++ == 1) {
                    assertRefused(Arrays.copyOf(stream, i), GREY, "ends before its last scan");
                }
            }
            assertThat(second).isEqualTo(2);
        }
    }

    /** A progressive frame of one empty block: DC, then each AC coefficient in scans of its own. */
    private static byte[] scans(int count) {
        var one = List.of(new Component(1, 1, 1));
        var writer =
                JpegWriter.begin()
                        .quantisation(1)
                        .frame(0xC2, 8, 8, 8, one)
                        .huffman(0, 12, 4)
                        .huffman(1, 12, 4);
        for (var scan = 0; scan < count; scan++) {
            var k = scan % 64;
            writer.scan(one, k, k, scan < 64 ? 0x01 : 0x10);
            writer.bits(0, scan == 64 ? 1 : 4);
            writer.flush();
        }
        return writer.end();
    }

    @Test
    void aProgressiveFrameMayLackItsFinestScansButNotHaveEndlessOnes() {
        var size = new FrameSize(8, 8, 1);

        var image = JpegDecoder.decode(scans(64), size);

        assertThat(image.samples()).containsOnly(128);
        assertThat(image.warnings()).singleElement().asString().contains("finest scans");
        assertThatThrownBy(() -> JpegDecoder.decode(scans(128), size))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("at most 100 scans");
    }

    /** Each truncation, and damage at random: a picture or a refusal. */
    @Test
    void damageEndsInARefusalOrAPicture() {
        var random = new Random(SEED);
        var streams = new ArrayList<byte[]>();
        for (var mode : List.of(ImageWriteParam.MODE_DISABLED, ImageWriteParam.MODE_DEFAULT)) {
            streams.add(encoded(BufferedImage.TYPE_BYTE_GRAY, mode));
            streams.add(encoded(BufferedImage.TYPE_INT_RGB, mode));
        }
        var refused = 0;
        var runs = 0;
        for (var index = 0; index < streams.size(); index++) {
            var stream = streams.get(index);
            var size = index % 2 == 0 ? GREY : COLOUR;
            for (var run = 0; run < 1500; run++, runs++) {
                var whole = run % 3 != 0;
                var length = whole ? stream.length : random.nextInt(stream.length);
                var bytes = Arrays.copyOf(stream, length);
                for (var hits = whole ? 1 + random.nextInt(4) : 0; hits > 0; hits--) {
                    var range = random.nextBoolean() ? length : Math.min(600, length);
                    bytes[random.nextInt(range)] = (byte) random.nextInt();
                }
                try {
                    assertThat(JpegDecoder.decode(bytes, size).samples()).hasSize(size.values());
                } catch (CodecException e) {
                    refused++;
                } catch (RuntimeException e) {
                    throw new AssertionError(
                            "seed %d, stream %d, run %d".formatted(SEED, index, run), e);
                }
            }
        }
        assertThat(refused).isBetween(runs / 3, runs - 1);
    }
}
