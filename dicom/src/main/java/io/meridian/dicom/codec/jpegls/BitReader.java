package io.meridian.dicom.codec.jpegls;

import io.meridian.dicom.codec.CodecException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Bits of a scan, most significant first. A byte after 0xFF has seven bits (T.87 section A.1); 0xFF
 * with a byte of 0x80 or more is a marker and ends the scan.
 */
final class BitReader {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final int REFILL = 48;

    private final byte[] bytes;
    private final int end;
    private int position;
    private boolean afterFull;

    /** The next bits, from the top; zeros follow the end. */
    private long buffer;

    private int available;

    BitReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.end = end;
        this.position = from;
    }

    /** Where the next marker can be looked for. */
    int position() {
        return afterFull ? position - 1 : position;
    }

    /**
     * A number in the limited-length Golomb code (T.87 section A.5.3).
     *
     * @param k bits after the unary part
     * @param limit longest unary part
     * @param plainBits bits of a number that is written plainly after the longest unary part
     */
    int golomb(int k, int limit, int plainBits) {
        if (available < REFILL) {
            fill();
        }
        var zeros = Long.numberOfLeadingZeros(buffer);
        if (zeros >= available) {
            fill();
            zeros = Long.numberOfLeadingZeros(buffer);
        }
        if (zeros < limit) {
            var rest = buffer << zeros << 1;
            if (zeros + 1 + k <= available) {
                buffer = rest << k;
                available -= zeros + 1 + k;
                return zeros << k | (int) (rest >>> 1 >>> (63 - k));
            }
            drop(zeros + 1);
            return zeros << k | number(k);
        }
        if (zeros > limit) {
            throw damaged();
        }
        drop(zeros + 1);
        return number(plainBits) + 1;
    }

    boolean bit() {
        if (available == 0) {
            fill();
        }
        var one = buffer < 0;
        drop(1);
        return one;
    }

    /** A number of up to 32 bits. */
    int number(int bits) {
        if (available < bits) {
            fill();
        }
        var value = (int) (buffer >>> 1 >>> (63 - bits));
        drop(bits);
        return value;
    }

    private void drop(int bits) {
        if (bits > available) {
            throw damaged();
        }
        buffer <<= bits;
        available -= bits;
    }

    private void fill() {
        if (!afterFull && position + 8 <= end) {
            var next = (long) LONG.get(bytes, position);
            var inverted = ~next;
            if (((inverted - LOW_BITS) & next & HIGH_BITS) == 0) {
                buffer |= next >>> available;
                var taken = (64 - available) >> 3;
                position += taken;
                available += taken << 3;
                return;
            }
        }
        while (available <= 56 && position < end) {
            var next = bytes[position] & 0xFF;
            if (afterFull) {
                buffer |= (long) next << (57 - available);
                available += 7;
                afterFull = false;
            } else {
                if (next == 0xFF) {
                    if (position + 1 >= end || bytes[position + 1] < 0) {
                        return;
                    }
                    afterFull = true;
                }
                buffer |= (long) next << (56 - available);
                available += 8;
            }
            position++;
        }
    }

    private static CodecException damaged() {
        return new CodecException("a JPEG-LS scan is damaged or ends before its last line");
    }
}
