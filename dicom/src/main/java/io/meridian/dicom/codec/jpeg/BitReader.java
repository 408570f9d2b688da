package io.meridian.dicom.codec.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Bits of an entropy-coded segment, most significant first, without the zero bytes stuffed after FF
 * (T.81 F.2.2.5). Behind the last byte and at a marker it yields zeros and counts them.
 */
final class BitReader {
    private static final VarHandle BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** Missing bits that are forgiven: encoders exist that lose the last byte of a scan. */
    private static final int FORGIVEN_BITS = 8;

    private final byte[] bytes;
    private int position;
    private long window;
    private int available;
    private int padding;

    BitReader(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    /** The next byte that was not taken; a marker is never passed. */
    int position() {
        return position;
    }

    /** Makes at least 32 bits ready for {@link #peek} and {@link #skip}. */
    void fill() {
        if (available >= 32) {
            return;
        }
        if (position + 4 <= bytes.length) {
            var word = (int) BIG_ENDIAN.get(bytes, position);
            if (((~word - 0x01010101) & word & 0x80808080) == 0) {
                window = window << 32 | (word & 0xFFFFFFFFL);
                available += 32;
                position += 4;
                return;
            }
        }
        while (available <= 48) {
            append(next());
        }
    }

    private int next() {
        if (position >= bytes.length) {
            padding += 8;
            return 0;
        }
        var value = bytes[position] & 0xFF;
        if (value != 0xFF) {
            position++;
            return value;
        }
        if (position + 1 < bytes.length && bytes[position + 1] == 0) {
            position += 2;
            return value;
        }
        padding += 8;
        return 0;
    }

    private void append(int value) {
        window = window << 8 | value;
        available += 8;
    }

    /**
     * The next bits, not taken.
     *
     * @param count 1 to 32, at most what {@link #fill} made ready
     */
    int peek(int count) {
        return (int) (window >>> (available - count)) & (int) ((1L << count) - 1);
    }

    void skip(int count) {
        available -= count;
    }

    int take(int count) {
        available -= count;
        return (int) (window >>> available) & (int) ((1L << count) - 1);
    }

    int bit() {
        fill();
        return take(1);
    }

    /** A number of so many bits, extended as T.81 F.2.2.1 says. */
    int extended(int size) {
        var value = take(size);
        return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
    }

    /** More bits were taken than the segment has. */
    boolean isOverrun() {
        return padding - available > FORGIVEN_BITS;
    }

    /** Some bits of the segment were missing. */
    boolean isShort() {
        return padding > available;
    }

    /** Whole bytes of the segment are left over. */
    boolean hasSurplus() {
        return available - padding >= 8 || !atMarker();
    }

    private boolean atMarker() {
        if (position >= bytes.length) {
            return true;
        }
        return bytes[position] == (byte) 0xFF
                && (position + 1 == bytes.length || bytes[position + 1] != 0);
    }

    /** Drops what is left, and continues behind a marker. */
    void restart(int behindMarker) {
        position = behindMarker;
        window = 0;
        available = 0;
        padding = 0;
    }
}
