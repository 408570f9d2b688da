package io.meridian.dicom.codec.rle;

import io.meridian.dicom.codec.FrameSize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Encodes RLE frames: no packet crosses a row, segments and frame have an even length. */
public final class RleEncoder {
    private static final int MOST = 128;

    private RleEncoder() {}

    /**
     * Encodes a frame.
     *
     * @param cells samples as native pixel data has them: little-endian, colour by pixel
     * @param cellBytes bytes of a sample; times the samples of a pixel, 15 at most
     */
    public static byte[] encode(byte[] cells, FrameSize size, int cellBytes) {
        var planes = size.samples() * cellBytes;
        if (planes < 1 || planes > RleDecoder.MOST_SEGMENTS) {
            throw new IllegalArgumentException(
                    "RLE holds 1 to 15 bytes a pixel; there are " + planes);
        }
        if (cells.length != (long) size.values() * cellBytes) {
            throw new IllegalArgumentException(
                    "%d bytes are needed; there are %d"
                            .formatted((long) size.values() * cellBytes, cells.length));
        }
        var worst =
                RleDecoder.HEADER
                        + planes * (1 + size.rows() * (size.columns() + size.columns() / 64L + 2));
        var out = new byte[(int) Math.min(worst, Integer.MAX_VALUE - 8)];
        var header = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0, planes);
        var at = RleDecoder.HEADER;
        var row = new byte[size.columns()];
        for (var i = 0; i < planes; i++) {
            header.putInt(4 + 4 * i, at);
            var first = i / cellBytes * cellBytes + cellBytes - 1 - i % cellBytes;
            for (var y = 0; y < size.rows(); y++) {
                gather(cells, y * row.length * planes + first, planes, row);
                at = pack(row, out, at);
            }
            at += at & 1;
        }
        return Arrays.copyOf(out, at);
    }

    private static void gather(byte[] cells, int from, int step, byte[] row) {
        var at = from;
        for (var x = 0; x < row.length; x++) {
            row[x] = cells[at];
            at += step;
        }
    }

    /** Runs of three and more are repeated; runs of two only where no literal is interrupted. */
    private static int pack(byte[] row, byte[] out, int from) {
        var at = from;
        var x = 0;
        while (x < row.length) {
            var run = run(row, x, x + MOST);
            if (run > 1) {
                out[at++] = (byte) (1 - run);
                out[at++] = row[x];
                x += run;
                continue;
            }
            var end = x + 1;
            while (end < row.length && end - x < MOST && run(row, end, end + 3) < 3) {
                end++;
            }
            out[at++] = (byte) (end - x - 1);
            System.arraycopy(row, x, out, at, end - x);
            at += end - x;
            x = end;
        }
        return at;
    }

    private static int run(byte[] row, int from, int limit) {
        var end = from + 1;
        var stop = Math.min(limit, row.length);
        while (end < stop && row[end] == row[from]) {
            end++;
        }
        return end - from;
    }
}
