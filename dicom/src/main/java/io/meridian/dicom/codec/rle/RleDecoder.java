package io.meridian.dicom.codec.rle;

import io.meridian.dicom.codec.CodecException;
import io.meridian.dicom.codec.FrameSize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Decodes RLE frames to cells as native pixel data has them: little-endian, colour by pixel. */
public final class RleDecoder {
    static final int HEADER = 64;
    static final int MOST_SEGMENTS = 15;

    /** Two bytes become 128 at most. */
    private static final int MOST_EXPANSION = 64;

    private RleDecoder() {}

    /**
     * Decodes a frame of a known size.
     *
     * @param cellBytes bytes of a sample, 1 to 8
     * @throws CodecException if it is damaged or has another number of planes
     */
    public static byte[] decode(byte[] frame, FrameSize size, int cellBytes) {
        if (frame.length < HEADER) {
            throw new CodecException("an RLE frame begins with 64 bytes of offsets");
        }
        var header = ByteBuffer.wrap(frame, 0, HEADER).order(ByteOrder.LITTLE_ENDIAN);
        var planes = size.samples() * cellBytes;
        if (planes > MOST_SEGMENTS || header.getInt(0) != planes) {
            throw new CodecException(
                    "an RLE frame of this layout has %d segments, at most 15; another number is announced"
                            .formatted(planes));
        }
        var total = (long) size.values() * cellBytes;
        if ((long) frame.length * MOST_EXPANSION < total || total > Integer.MAX_VALUE - 8) {
            throw new CodecException("an RLE frame is too short for its rows and columns");
        }
        var pixels = size.rows() * size.columns();
        var cells = new byte[(int) total];
        var plane = planes == 1 ? cells : new byte[pixels];
        for (var i = 0; i < planes; i++) {
            unpack(frame, start(header, i), end(header, i, planes, frame.length), plane);
            if (planes > 1) {
                var sample = i / cellBytes;
                var place = cellBytes - 1 - i % cellBytes;
                spread(plane, cells, sample * cellBytes + place, planes);
            }
        }
        return cells;
    }

    private static int start(ByteBuffer header, int segment) {
        var from = header.getInt(4 + 4 * segment);
        if (from < HEADER) {
            throw new CodecException("an RLE segment lies outside its frame");
        }
        return from;
    }

    /** Where the next segment begins; offsets that do not rise bound nothing. */
    private static int end(ByteBuffer header, int segment, int planes, int length) {
        if (segment + 1 == planes) {
            return length;
        }
        var next = header.getInt(8 + 4 * segment);
        return next > header.getInt(4 + 4 * segment) && next <= length ? next : length;
    }

    private static void unpack(byte[] frame, int from, int to, byte[] plane) {
        var at = 0;
        var position = from;
        while (at < plane.length && position < to) {
            var count = (int) frame[position++];
            if (count >= 0) {
                var length = Math.min(count + 1, Math.min(plane.length - at, to - position));
                System.arraycopy(frame, position, plane, at, length);
                at += length;
                position += count + 1;
            } else if (count != -128 && position < to) {
                var stop = Math.min(at + 1 - count, plane.length);
                Arrays.fill(plane, at, stop, frame[position++]);
                at = stop;
            }
        }
        if (at < plane.length) {
            throw new CodecException("an RLE segment ends before its frame is full");
        }
    }

    private static void spread(byte[] plane, byte[] cells, int first, int step) {
        var at = first;
        for (var value : plane) {
            cells[at] = value;
            at += step;
        }
    }
}
