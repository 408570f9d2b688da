package io.meridian.dicom.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.dicom.Content;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.Element;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FramesTests {
    private static DataSet.Builder image(int rows, int columns, int allocated, int stored) {
        return Pictures.image("MONOCHROME2", 1, allocated, stored)
                .numbers(Tags.Rows, rows)
                .numbers(Tags.Columns, columns);
    }

    private static Frames frames(DataSet.Builder builder, int... bytes) {
        return frames(builder, bytes(bytes));
    }

    private static Frames frames(DataSet.Builder builder, byte[] bytes) {
        return Frames.of(
                builder.bytes(Tags.PixelData, Vr.OW, bytes).build(),
                TransferSyntax.EXPLICIT_LITTLE);
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (var i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Nested
    class NativeCells {
        @Test
        void framesOfOneBitNeedNotBeginAtAByte() {
            var frames = frames(image(1, 3, 1, 1).numbers(Tags.NumberOfFrames, 3), 0b10_110_101, 1);

            assertThat(frames.stored(0).cells()).containsExactly(1, 0, 1);
            assertThat(frames.stored(1).cells()).containsExactly(0, 1, 1);
            assertThat(frames.stored(2).cells()).containsExactly(0, 1, 1);
            assertThat(frames.type()).isEqualTo(CellType.U1);
        }

        @Test
        void cellsOfTwelveBitsAreUnpackedLowestBitsFirst() {
            var frames =
                    frames(
                            image(1, 3, 12, 12).numbers(Tags.NumberOfFrames, 2),
                            0x23,
                            0x61,
                            0x45,
                            0x89,
                            0xC7,
                            0xAB,
                            0xEF,
                            0x0D,
                            0x21,
                            0);

            assertThat(frames.decoded(0).values()).containsExactly(0x123, 0x456, 0x789);
            assertThat(frames.decoded(1).values()).containsExactly(0xABC, 0xDEF, 0x210);
            assertThat(frames.type()).isEqualTo(CellType.U2);
        }

        @Test
        void cellsOf24BitsAreWidenedTo32() {
            var frames =
                    frames(
                            image(1, 2, 24, 24).numbers(Tags.PixelRepresentation, 1),
                            1,
                            2,
                            3,
                            0xFE,
                            0xFF,
                            0xFF);

            assertThat(frames.decoded(0).values()).containsExactly(0x030201, -2);
            assertThat(frames.type()).isEqualTo(CellType.I4);
        }

        @Test
        void cellsOf64BitsAreNumbersButNoIntegers() {
            var buffer = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            buffer.putLong(1L << 40).putLong(-1);
            var frames = frames(image(1, 2, 64, 64), buffer.array());

            assertThat(frames.type()).isEqualTo(CellType.U8);
            assertThat(frames.stored(0).numbers()).containsExactly(0x1p40, 0x1p64);
            assertThatThrownBy(() -> frames.decoded(0))
                    .isInstanceOf(PixelException.class)
                    .hasMessageContaining("<u8");
        }

        @Test
        void bitsAboveTheHighBitAndBelowTheLowestAreMasked() {
            var high = image(1, 5, 16, 12).numbers(Tags.HighBit, 15);
            assertThat(
                            frames(high, 0x3F, 0x12, 0xFF, 0xFF, 0, 0x80, 0x10, 0, 0xEF, 0x7F)
                                    .decoded(0)
                                    .values())
                    .containsExactly(0x123, 0xFFF, 0x800, 1, 0x7FE);
            assertThat(
                            frames(
                                            high.numbers(Tags.PixelRepresentation, 1),
                                            0x3F,
                                            0x12,
                                            0xFF,
                                            0xFF,
                                            0,
                                            0x80,
                                            0x10,
                                            0,
                                            0xEF,
                                            0x7F)
                                    .decoded(0)
                                    .values())
                    .containsExactly(0x123, -1, -2048, 1, 0x7FE);
            assertThat(
                            frames(
                                            image(1, 2, 16, 12)
                                                    .numbers(Tags.PixelRepresentation, 1),
                                            0xFF,
                                            0x4F,
                                            1,
                                            0xE0)
                                    .decoded(0)
                                    .values())
                    .containsExactly(-1, 1);
        }

        @Test
        void planesBecomePixels() {
            var planar =
                    Pictures.image("RGB", 3, 16, 16)
                            .numbers(Tags.Rows, 1)
                            .numbers(Tags.Columns, 2)
                            .numbers(Tags.PlanarConfiguration, 1);

            assertThat(frames(planar, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0).decoded(0).values())
                    .containsExactly(1, 3, 5, 2, 4, 6);
        }

        @Test
        void sharedChrominanceIsGivenToBothPixels() {
            var halved =
                    Pictures.image("YBR_FULL_422", 3, 8, 8)
                            .numbers(Tags.Rows, 1)
                            .numbers(Tags.Columns, 2);
            var frame = frames(halved, 10, 20, 30, 40).decoded(0);

            assertThat(frame.values()).containsExactly(10, 30, 40, 20, 30, 40);
            assertThat(frame.photometricInterpretation()).isEqualTo("YBR_FULL");
        }

        @Test
        void framesThatAreThereAreReadWhereTheLastOnesAreMissing() {
            var frames = frames(image(1, 2, 8, 8).numbers(Tags.NumberOfFrames, 3), 1, 2, 3, 4, 5);

            assertThat(frames.count()).isEqualTo(3);
            assertThat(frames.available()).isEqualTo(2);
            assertThat(frames.warnings()).singleElement().asString().contains("too short");
            assertThat(frames.decoded(1).values()).containsExactly(3, 4);
            assertThatThrownBy(() -> frames.decoded(2))
                    .isInstanceOf(PixelException.class)
                    .hasMessageContaining("frame 2 is missing");
        }

        @Test
        void moreThanTheFramesNeedIsAWarningAndPaddingIsNot() {
            assertThat(frames(image(1, 3, 8, 8), 1, 2, 3, 0).warnings()).isEmpty();
            assertThat(frames(image(1, 3, 8, 8), 1, 2, 3).warnings()).isEmpty();
            assertThat(frames(image(1, 3, 8, 8), 1, 2, 3, 4, 5, 6).warnings())
                    .singleElement()
                    .asString()
                    .contains("more bytes");
        }

        @Test
        void floatingPointPixelsKeepTheirType() {
            var buffer = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            buffer.putDouble(1.5).putDouble(-2e300);
            var doubles =
                    Frames.of(
                            image(1, 2, 64, 64)
                                    .bytes(PixelTags.DoubleFloatPixelData, Vr.OD, buffer.array())
                                    .build(),
                            TransferSyntax.EXPLICIT_LITTLE);

            assertThat(doubles.type()).isEqualTo(CellType.F8);
            assertThat(doubles.stored(0).numbers()).containsExactly(1.5, -2e300);
        }

        @Test
        void aLayoutWithoutBoundsIsRefused() {
            assertRefused(image(0, 2, 8, 8), "above 0");
            assertRefused(image(65_535, 65_535, 16, 16), "at most");
            assertRefused(image(1, 1, 7, 7), "BitsAllocated");
            assertRefused(image(1, 1, 8, 9), "BitsStored");
            assertRefused(image(1, 1, 8, 8).numbers(Tags.SamplesPerPixel, 5), "SamplesPerPixel");
            assertRefused(
                    image(1, 1, 8, 8).numbers(Tags.NumberOfFrames, Integer.MAX_VALUE), "frames");
        }

        private static void assertRefused(DataSet.Builder builder, String reason) {
            assertThatThrownBy(() -> frames(builder, 0, 0))
                    .isInstanceOf(PixelException.class)
                    .hasMessageContaining(reason);
        }
    }

    /** A file of 3 GiB with holes: a frame beyond 2 GiB is read without the others. */
    @Test
    void aFrameIsReadFromItsFileWithoutTheOthers(@TempDir Path folder) throws IOException {
        var path = folder.resolve("frames");
        var size = 1024L * 1024;
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(3072 * size);
            file.seek(2900 * size);
            file.write(77);
        }
        var content = Content.stored(path, 0, 3072 * size);
        var frames =
                Frames.of(
                        image(1024, 1024, 8, 8)
                                .numbers(Tags.NumberOfFrames, 3072)
                                .put(
                                        new Element(
                                                Tags.PixelData,
                                                Vr.OW,
                                                new Element.Value.Bytes(content)))
                                .build(),
                        TransferSyntax.EXPLICIT_LITTLE);

        assertThat(frames.available()).isEqualTo(3072);
        assertThat(frames.stored(2900).cells()[0]).isEqualTo((byte) 77);
        assertThat(frames.stored(2901).cells()[0]).isZero();
    }

    @Test
    void rescaleValuesOfAFrameComeFromItsFunctionalGroups() {
        var builder = image(1, 1, 8, 8).numbers(Tags.NumberOfFrames, 2);
        builder.item(PixelTags.SharedFunctionalGroupsSequence, group -> rescale(group, 3));
        builder.item(PixelTags.PerFrameFunctionalGroupsSequence, group -> rescale(group, 5));
        builder.item(PixelTags.PerFrameFunctionalGroupsSequence, _ -> {});
        var frames = frames(builder, 10, 20);

        assertThat(frames.decoded(0).modalityValue(0, 0)).isEqualTo(50 - 1);
        assertThat(frames.decoded(1).modalityValue(0, 0)).isEqualTo(60 - 1);
    }

    private static void rescale(DataSet.Builder group, double slope) {
        group.item(
                PixelTags.PixelValueTransformationSequence,
                item ->
                        item.numbers(Tags.RescaleSlope, slope)
                                .numbers(Tags.RescaleIntercept, -1)
                                .text(new Tag(0x00281054), "US"));
    }
}
