package io.meridian.dicom.codec.rle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.dicom.codec.CodecException;
import io.meridian.dicom.codec.FrameSize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RleTests {
    private static final FrameSize THREE = new FrameSize(1, 3, 1);

    private static byte[] frame(int segments, int[] offsets, String content) {
        var bytes = HexFormat.ofDelimiter(" ").parseHex(content);
        var buffer = ByteBuffer.allocate(64 + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(segments);
        for (var offset : offsets) {
            buffer.putInt(offset);
        }
        return buffer.position(64).put(bytes).array();
    }

    /** The bytes that PackBits' own description packs (Apple technical note 1023). */
    @Test
    void unpacksTheExampleOfPackBits() {
        var packed = frame(1, new int[] {64}, "fe aa 02 80 00 2a fd aa 03 80 00 2a 22 f7 aa");

        assertThat(RleDecoder.decode(packed, new FrameSize(1, 24, 1), 1))
                .isEqualTo(
                        HexFormat.of()
                                .parseHex("aaaaaa80002aaaaaaaaa80002a22aaaaaaaaaaaaaaaaaaaa"));
    }

    @Test
    void thePlaneOfTheHighBytesComesFirst() {
        var packed = frame(2, new int[] {64, 68}, "02 01 02 03 02 0a 0b 0c");

        assertThat(RleDecoder.decode(packed, THREE, 2)).containsExactly(10, 1, 11, 2, 12, 3);
    }

    @Test
    void whatFollowsAFullPlaneIsIgnored() {
        var packed = frame(1, new int[] {64}, "80 02 01 02 03 00 55 00 55");

        assertThat(RleDecoder.decode(packed, THREE, 1)).containsExactly(1, 2, 3);
    }

    @Test
    void offsetsThatDoNotRiseBoundNothing() {
        var packed = frame(2, new int[] {68, 64}, "02 0a 0b 0c 02 01 02 03");

        assertThat(RleDecoder.decode(packed, THREE, 2)).containsExactly(10, 1, 11, 2, 12, 3);
    }

    @Test
    void refusesWhatBreaksTheStandard() {
        assertRefused(new byte[63], "64 bytes");
        assertRefused(frame(2, new int[] {64, 66}, "02 01 02 03"), "1 segments");
        assertRefused(frame(1, new int[] {60}, "02 01 02 03"), "outside");
        assertRefused(frame(1, new int[] {Integer.MIN_VALUE}, "02 01 02 03"), "outside");
        assertRefused(frame(1, new int[] {1000}, "02 01 02 03"), "ends before");
        assertRefused(frame(1, new int[] {64}, "02 01 02"), "ends before");
        assertRefused(frame(1, new int[] {64}, "ff"), "ends before");
        assertThatThrownBy(() ->
                        RleDecoder.decode(
                                frame(1, new int[] {64}, "81 00"),
                                new FrameSize(20_000, 20_000, 1),
                                1))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("too short");
    }

    private static void assertRefused(byte[] frame, String reason) {
        assertThatThrownBy(() -> RleDecoder.decode(frame, THREE, 1))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void whatIsEncodedIsDecodedAgain() {
        var seed = 20261125L;
        var random = new Random(seed);
        for (var run = 0; run < 500; run++) {
            var cellBytes = random.nextInt(1, 5);
            var size =
                    new FrameSize(
                            random.nextInt(1, 40),
                            random.nextInt(1, 300),
                            cellBytes < 4 && random.nextBoolean() ? 3 : 1);
            var cells = new byte[size.values() * cellBytes];
            var values = random.nextInt(1, 4);
            for (var i = 0; i < cells.length; i++) {
                cells[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt(values) : 7);
            }
            var frame = RleEncoder.encode(cells, size, cellBytes);

            assertThat(frame.length % 2).isZero();
            assertThat(RleDecoder.decode(frame, size, cellBytes))
                    .as("seed %d, run %d", seed, run)
                    .isEqualTo(cells);
        }
    }

    @Test
    void noPacketCrossesARow() {
        var cells = new byte[2 * 100];
        var frame = RleEncoder.encode(cells, new FrameSize(2, 100, 1), 1);

        assertThat(Arrays.copyOfRange(frame, 64, frame.length))
                .containsExactly((byte) -99, 0, (byte) -99, 0);
    }
}
