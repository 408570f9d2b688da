package io.meridian.dicom.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.Vr;
import io.meridian.dicom.pixels.VoiLut.Function;
import io.meridian.dicom.pixels.VoiLut.Window;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LutTests {
    private static byte[] words(int... values) {
        var buffer = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(values).forEach(value -> buffer.putShort((short) value));
        return buffer.array();
    }

    private static DataSet.Builder grey(int stored, int columns) {
        return Pictures.image("MONOCHROME2", 1, 16, stored)
                .numbers(Tags.Rows, 1)
                .numbers(Tags.Columns, columns);
    }

    private static int[] shades(DataSet.Builder builder, View view, int... values) {
        var file = Pictures.file(builder, words(values));
        var image = Rendering.image(Frames.of(file), 0, view);
        return image.getRaster().getPixels(0, 0, values.length, 1, (int[]) null);
    }

    @Nested
    class Windows {
        /** The pseudo-code of PS3.3 section C.11.2.1.2.1, with its numbers for 2048 and 4096. */
        @Test
        void linearWindowsFollowTheStandard() {
            var window = Window.of(2048, 4096);
            assertThat(window.shade(0)).isZero();
            assertThat(window.shade(4095)).isEqualTo(1);
            assertThat(window.shade(2047.5)).isEqualTo(0.5);
            assertThat(Window.of(2048, 1).shade(2047)).isZero();
            assertThat(Window.of(2048, 1).shade(2048)).isEqualTo(1);
            assertThat(Window.of(0, 100).shade(-50)).isZero();
            assertThat(Window.of(0, 100).shade(49)).isEqualTo(1);
        }

        @Test
        void exactAndSigmoidWindowsFollowTheStandard() {
            var exact = new Window(0, 100, Function.LINEAR_EXACT);
            assertThat(exact.shade(-50)).isZero();
            assertThat(exact.shade(0)).isEqualTo(0.5);
            assertThat(exact.shade(50)).isEqualTo(1);
            var sigmoid = new Window(10, 4, Function.SIGMOID);
            assertThat(sigmoid.shade(10)).isEqualTo(0.5);
            assertThat(sigmoid.shade(11)).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-12));
        }

        @Test
        void oneOfSeveralWindowsIsChosenAndImpossibleOnesAreLeftOut() {
            var data =
                    grey(12, 1)
                            .numbers(Tags.WindowCenter, 10, 20, 30)
                            .numbers(Tags.WindowWidth, 5, 0, 7)
                            .build();

            assertThat(VoiLut.of(data, 0)).containsExactly(Window.of(10, 5), Window.of(30, 7));
            assertThat(View.DEFAULT.withChoice(1).voi(data, 0)).containsExactly(Window.of(30, 7));
            assertThat(View.DEFAULT.withChoice(9).voi(data, 0)).containsExactly(Window.of(30, 7));
            assertThat(View.DEFAULT.withWindow(Window.of(1, 2)).voi(data, 0))
                    .containsExactly(Window.of(1, 2));
        }

        @Test
        void aFrameHasWindowsOfItsOwn() {
            var builder = grey(12, 1).numbers(Tags.WindowCenter, 1).numbers(Tags.WindowWidth, 2);
            builder.item(
                    PixelTags.PerFrameFunctionalGroupsSequence,
                    group ->
                            group.item(
                                    PixelTags.FrameVOILUTSequence,
                                    item ->
                                            item.numbers(Tags.WindowCenter, 50)
                                                    .numbers(Tags.WindowWidth, 60)
                                                    .text(PixelTags.VOILUTFunction, "SIGMOID")));

            assertThat(VoiLut.of(builder.build(), 0))
                    .containsExactly(new Window(50, 60, Function.SIGMOID));
            assertThat(VoiLut.of(builder.build(), 1)).containsExactly(Window.of(1, 2));
        }
    }

    @Nested
    class Tables {
        private static DataSet table(byte[] descriptor, byte[] data) {
            return DataSet.builder()
                    .bytes(PixelTags.LUTDescriptor, Vr.US, descriptor)
                    .bytes(PixelTags.LUTData, Vr.OW, data)
                    .build();
        }

        @Test
        void valuesOutsideTakeTheNearestEntry() {
            var lut = LookupTable.of(table(words(3, 10, 16), words(5, 6, 7)), false);

            assertThat(List.of(lut.at(-5), lut.at(10), lut.at(11.9), lut.at(12), lut.at(1e300)))
                    .containsExactly(5, 5, 6, 7, 7);
            assertThat(lut.bits()).isEqualTo(16);
        }

        @Test
        void entriesOfEightBitsMayBeOneAByteAndTheFirstValueNegative() {
            var lut =
                    LookupTable.of(table(words(4, -2, 8), new byte[] {1, (byte) 200, 3, 4}), true);

            assertThat(List.of(lut.at(-3), lut.at(-1), lut.at(1), lut.at(1e300)))
                    .containsExactly(1, 200, 4, 4);
        }

        @Test
        void noEntriesMeans65536() {
            var data = new byte[2 * 65_536];
            data[2 * 65_535] = 9;
            assertThat(LookupTable.of(table(words(0, 0, 16), data), false).at(65_535)).isEqualTo(9);
        }

        @Test
        void tooFewEntriesAreRefused() {
            assertThatThrownBy(() -> LookupTable.of(table(words(9, 0, 16), words(1)), false))
                    .isInstanceOf(PixelException.class)
                    .hasMessageContaining("LUTData");
            assertThatThrownBy(() -> LookupTable.of(table(words(9), words(1)), false))
                    .isInstanceOf(PixelException.class)
                    .hasMessageContaining("3 values");
        }

        @Test
        void theModalityTableComesBeforeTheWindow() {
            var builder =
                    grey(12, 3)
                            .numbers(Tags.WindowCenter, 150.5)
                            .numbers(Tags.WindowWidth, 101)
                            .sequence(
                                    PixelTags.ModalityLUTSequence,
                                    table(words(3, 0, 16), words(100, 150, 200)));

            assertThat(shades(builder, View.DEFAULT, 0, 1, 2)).containsExactly(0, 128, 255);
        }
    }

    @Nested
    class Shades {
        @Test
        void withoutAWindowTheRangeIsShownAndPaddingIsBlack() {
            var builder = grey(12, 5);

            assertThat(shades(builder, View.DEFAULT, 100, 200, 300, 300, 100))
                    .containsExactly(0, 128, 255, 255, 0);
            builder.bytes(PixelTags.PixelPaddingValue, Vr.US, words(4000))
                    .bytes(PixelTags.PixelPaddingRangeLimit, Vr.US, words(4095));
            assertThat(shades(builder, View.DEFAULT, 100, 200, 300, 4000, 4095))
                    .containsExactly(0, 128, 255, 0, 0);
        }

        @Test
        void monochrome1IsTurnedRoundButItsPaddingIsNot() {
            var builder =
                    grey(12, 4)
                            .text(Tags.PhotometricInterpretation, "MONOCHROME1")
                            .bytes(PixelTags.PixelPaddingValue, Vr.US, words(0));

            assertThat(shades(builder, View.DEFAULT, 0, 100, 200, 300))
                    .containsExactly(0, 255, 128, 0);
        }

        @Test
        void eightBitsWithoutAWindowAreShownAsTheyAre() {
            assertThat(shades(grey(8, 3), View.DEFAULT, 10, 20, 200)).containsExactly(10, 20, 200);
        }

        @Test
        void picturesOfSixteenBitsKeepWhatEightWouldLose() throws IOException {
            var file = Pictures.file(grey(16, 3), words(0, 257, 65_535));
            var image = Rendering.wideImage(Frames.of(file), 0, View.DEFAULT);
            var png = ImageIO.read(new ByteArrayInputStream(Rendering.png(image)));

            assertThat(png.getType()).isEqualTo(BufferedImage.TYPE_USHORT_GRAY);
            assertThat(png.getRaster().getPixels(0, 0, 3, 1, (int[]) null))
                    .containsExactly(0, 257, 65_535);
        }

        @Test
        void floatingPointFramesAreShownByTheirRange() {
            var buffer = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
            buffer.putFloat(-1).putFloat(0).putFloat(1);
            var frames =
                    Frames.of(
                            grey(32, 3)
                                    .bytes(PixelTags.FloatPixelData, Vr.OF, buffer.array())
                                    .build(),
                            io.meridian.dicom.TransferSyntax.EXPLICIT_LITTLE);
            var image = Rendering.image(frames, 0, View.DEFAULT);

            assertThat(image.getRaster().getPixels(0, 0, 3, 1, (int[]) null))
                    .containsExactly(0, 128, 255);
        }

        @Test
        void unsignedValuesOf32BitsAreNotNegative() {
            var buffer = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
            buffer.putInt(0).putInt(0x80000000).putInt(-1);
            var builder = grey(32, 3).numbers(Tags.BitsAllocated, 32);
            var file = Pictures.file(builder, buffer.array());
            var image = Rendering.image(Frames.of(file), 0, View.DEFAULT);

            assertThat(image.getRaster().getPixels(0, 0, 3, 1, (int[]) null))
                    .containsExactly(0, 128, 255);
        }

        @Test
        void aJpegIsAPictureOfTheSameSize() throws IOException {
            var file =
                    Pictures.file(
                            Pictures.image("MONOCHROME2", 1, 8, 8),
                            new byte[Pictures.ROWS * Pictures.COLUMNS]);
            var jpeg = Rendering.jpeg(Rendering.image(Frames.of(file), 0, View.DEFAULT), 0.9);

            assertThat(HexFormat.of().formatHex(jpeg, 0, 3)).isEqualTo("ffd8ff");
            assertThat(ImageIO.read(new ByteArrayInputStream(jpeg)).getHeight())
                    .isEqualTo(Pictures.ROWS);
        }
    }

    @Nested
    class Palettes {
        private static DataSet palette(int bits, int[] entries, boolean segmented) {
            var builder = Pictures.image("PALETTE COLOR", 1, 8, 8);
            for (var channel = 1; channel <= 3; channel++) {
                builder.bytes(
                        new Tag(0x00281100 + channel), Vr.US, words(segmented ? 8 : 4, 2, bits));
                builder.bytes(
                        new Tag((segmented ? 0x00281220 : 0x00281200) + channel),
                        Vr.OW,
                        words(entries));
            }
            return builder.build();
        }

        private static List<Integer> reds(DataSet dataSet, int... values) {
            var palette = Palette.of(dataSet);
            var reds = new ArrayList<Integer>();
            for (var value : values) {
                reds.add(palette.colour(value) >> 16);
            }
            return reds;
        }

        @Test
        void sixteenBitsAreShownByTheirHighByteUnlessOnlyTheLowOneIsUsed() {
            assertThat(
                            reds(
                                    palette(16, new int[] {0x100, 0x2FF, 0x3000, 0xFFFF}, false),
                                    0,
                                    2,
                                    3,
                                    5,
                                    9))
                    .containsExactly(1, 1, 2, 255, 255);
            assertThat(reds(palette(16, new int[] {1, 2, 3, 255}, false), 2, 5))
                    .containsExactly(1, 255);
            assertThat(reds(palette(8, new int[] {1, 2, 3, 255}, false), 2, 5))
                    .containsExactly(1, 255);
        }

        /** Two plain values, a line of two, and the first segment again, then the line again. */
        @Test
        void segmentsAreDiscreteLinearOrIndirect() {
            var entries = new int[] {0, 2, 0x1000, 0x2000, 1, 2, 0x4000, 2, 2, 0, 0};

            assertThat(reds(palette(16, entries, true), 2, 3, 4, 5, 6, 7, 8, 9))
                    .containsExactly(0x10, 0x20, 0x30, 0x40, 0x10, 0x20, 0x30, 0x40);
        }

        @Test
        void brokenSegmentsAreRefused() {
            for (var entries :
                    List.of(
                            new int[] {0, 9, 1},
                            new int[] {1, 2, 3},
                            new int[] {7, 1, 1},
                            new int[] {0, 1, 1, 2, 1, 6, 0},
                            new int[] {0, 1, 1, 2, 9, 0, 0},
                            new int[] {0, 2, 1, 2})) {
                assertThatThrownBy(() -> Palette.of(palette(16, entries, true)))
                        .isInstanceOf(PixelException.class);
            }
        }
    }

    @Test
    void coloursOfMoreThanEightBitsAreShownByTheirHighest() {
        var builder =
                Pictures.image("RGB", 3, 16, 12).numbers(Tags.Rows, 1).numbers(Tags.Columns, 1);
        var frames = Frames.of(Pictures.file(builder, words(0x123, 0xFFF, 0x7F)));

        assertThat(Rendering.image(frames, 0, View.DEFAULT).getRGB(0, 0) & 0xFFFFFF)
                .isEqualTo(0x12FF07);
    }

    @Test
    void coloursThatAreNotKnownAreRefusedByName() {
        var builder = Pictures.image("HSV", 3, 8, 8).numbers(Tags.Rows, 1).numbers(Tags.Columns, 1);
        var frames = Frames.of(Pictures.file(builder, new byte[4]));

        assertThatThrownBy(() -> Rendering.image(frames, 0, View.DEFAULT))
                .isInstanceOf(PixelException.class)
                .hasMessageContaining("PhotometricInterpretation");
    }
}
