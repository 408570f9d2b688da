package io.meridian.dicom.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.dicom.Content;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.Element;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import io.meridian.dicom.codec.FrameSize;
import io.meridian.dicom.codec.jpegls.JpegLsEncoder;
import io.meridian.dicom.codec.rle.RleEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which fragments make which frame. */
class FragmentsTests {
    private static DataSet.Builder image(int rows, int columns, int allocated, int stored) {
        return Pictures.image("MONOCHROME2", 1, allocated, stored)
                .numbers(Tags.Rows, rows)
                .numbers(Tags.Columns, columns);
    }

    private static final FrameSize SIZE = new FrameSize(2, 20, 1);

    private static byte[] rle(int value) {
        var cells = new byte[SIZE.values()];
        Arrays.fill(cells, (byte) value);
        return RleEncoder.encode(cells, SIZE, 1);
    }

    private static byte[] jpegLs(int value) {
        var samples = new int[SIZE.values()];
        Arrays.setAll(samples, i -> (i * 37 + value) & 0xFF);
        samples[0] = value;
        return JpegLsEncoder.encode(samples, SIZE, 8);
    }

    private static byte[] table(int... offsets) {
        var buffer = ByteBuffer.allocate(4 * offsets.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(offsets).forEach(buffer::putInt);
        return buffer.array();
    }

    private static byte[] wide(long... numbers) {
        var buffer = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(numbers).forEach(buffer::putLong);
        return buffer.array();
    }

    private static Frames frames(
            TransferSyntax syntax, DataSet.Builder builder, byte[] table, byte[]... parts) {
        var items = new ArrayList<Content>();
        items.add(Content.of(table));
        for (var part : parts) {
            items.add(Content.of(part));
        }
        var value = new Element.Value.Fragments(items);
        return Frames.of(builder.put(new Element(Tags.PixelData, Vr.OB, value)).build(), syntax);
    }

    private static DataSet.Builder three() {
        return image(2, 20, 8, 8).numbers(Tags.NumberOfFrames, 3);
    }

    private static int first(Frames frames, int index) {
        return frames.decoded(index).values()[0];
    }

    private static byte[] part(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, Math.min(to, bytes.length));
    }

    @Test
    void oneFragmentAFrameNeedsNoTable() {
        var frames = frames(TransferSyntax.RLE, three(), table(), rle(7), rle(8), rle(9));

        assertThat(List.of(first(frames, 0), first(frames, 1), first(frames, 2)))
                .containsExactly(7, 8, 9);
        assertThat(frames.warnings()).isEmpty();
    }

    @Test
    void theBasicOffsetTableSaysWhichFragmentsMakeAFrame() {
        var one = jpegLs(7);
        var two = jpegLs(8);
        var three = jpegLs(9);
        var second = 8 + 20 + 8 + (one.length - 20);
        var frames =
                frames(
                        TransferSyntax.JPEG_LS_LOSSLESS,
                        three(),
                        table(0, second, second + 8 + two.length),
                        part(one, 0, 20),
                        part(one, 20, one.length),
                        two,
                        part(three, 0, 30),
                        part(three, 30, three.length));

        assertThat(List.of(first(frames, 0), first(frames, 1), first(frames, 2)))
                .containsExactly(7, 8, 9);
        assertThat(frames.encoded(0)).isEqualTo(one);
        assertThat(frames.warnings()).isEmpty();
    }

    @Test
    void aTableThatPointsAtNoFragmentIsIgnoredWithAWarning() {
        for (var table : List.of(table(0, 3, 5), table(0, 8), table(4, 8, 12), table(0, 0, 0))) {
            var frames = frames(TransferSyntax.RLE, three(), table, rle(7), rle(8), rle(9));

            assertThat(first(frames, 2)).isEqualTo(9);
            assertThat(frames.warnings()).singleElement().asString().contains("basic offset table");
        }
    }

    @Test
    void theExtendedOffsetTableSaysWhereFramesBeginAndHowLongTheyAre() {
        var one = rle(7);
        var padded = Arrays.copyOf(one, one.length + 2);
        var builder =
                three().bytes(
                                PixelTags.ExtendedOffsetTable,
                                Vr.OV,
                                wide(0, 8 + padded.length, 16 + 2L * padded.length))
                        .bytes(
                                PixelTags.ExtendedOffsetTableLengths,
                                Vr.OV,
                                wide(one.length, padded.length, padded.length));
        var frames = frames(TransferSyntax.RLE, builder, table(), padded, padded, padded);

        assertThat(frames.encoded(0)).isEqualTo(one);
        assertThat(frames.encoded(1)).isEqualTo(padded);
        assertThat(first(frames, 1)).isEqualTo(7);
        assertThat(frames.warnings()).isEmpty();
    }

    @Test
    void withoutATableFramesAreFoundByHowTheyBegin() {
        var one = jpegLs(7);
        var two = jpegLs(8);
        var frames =
                frames(
                        TransferSyntax.JPEG_LS_LOSSLESS,
                        three(),
                        table(),
                        part(one, 0, 20),
                        part(one, 20, one.length),
                        two,
                        part(two, 0, 40),
                        part(two, 40, two.length));

        assertThat(List.of(first(frames, 0), first(frames, 1), first(frames, 2)))
                .containsExactly(7, 8, 8);
    }

    @Test
    void aSingleFrameIsAllFragments() {
        var one = jpegLs(7);
        var frames =
                frames(
                        TransferSyntax.JPEG_LS_LOSSLESS,
                        image(2, 20, 8, 8),
                        table(),
                        part(one, 0, 10),
                        part(one, 10, 30),
                        part(one, 30, one.length));

        assertThat(first(frames, 0)).isEqualTo(7);
    }

    @Test
    void aNumberOfFramesThatLiesIsAWarning() {
        var frames = frames(TransferSyntax.RLE, three(), table(), rle(7), rle(8));

        assertThat(frames.available()).isEqualTo(2);
        assertThat(frames.warnings()).singleElement().asString().contains("NumberOfFrames");
        assertThat(first(frames, 1)).isEqualTo(8);
        assertThatThrownBy(() -> frames.decoded(2)).isInstanceOf(PixelException.class);
    }

    @Test
    void aTableOfMoreFramesThanAreSaidEndsTheLastOne() {
        var one = jpegLs(7);
        var two = jpegLs(8);
        var frames =
                frames(
                        TransferSyntax.JPEG_LS_LOSSLESS,
                        image(2, 20, 8, 8),
                        table(0, 8 + one.length),
                        one,
                        two);

        assertThat(frames.encoded(0)).isEqualTo(one);
        assertThat(frames.warnings()).singleElement().asString().contains("NumberOfFrames");
    }

    @Test
    void fragmentsThatNothingTellsApartAreRefused() {
        assertThatThrownBy(() ->
                        frames(
                                TransferSyntax.RLE,
                                three(),
                                table(),
                                rle(1),
                                rle(2),
                                rle(3),
                                rle(4)))
                .isInstanceOf(PixelException.class)
                .hasMessageContaining("4 fragments hold 3 frames");
        assertThatThrownBy(() -> frames(TransferSyntax.RLE, three(), table()))
                .isInstanceOf(PixelException.class)
                .hasMessageContaining("no fragment");
    }

    @Test
    void aSyntaxWithoutDecoderIsNamed() {
        for (var each : List.of("102", "107", "94", "201", "110", "55")) {
            var syntax = new TransferSyntax("1.2.840.10008.1.2.4." + each);
            var frames = frames(syntax, image(2, 20, 8, 8), table(), rle(1));

            assertThatThrownBy(() -> frames.decoded(0))
                    .isInstanceOf(PixelException.class)
                    .hasMessageContaining(syntax.uid())
                    .hasMessageContaining("copied and sent unchanged");
        }
    }
}
