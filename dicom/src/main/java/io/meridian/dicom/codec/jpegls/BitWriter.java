package io.meridian.dicom.codec.jpegls;

import java.util.Arrays;

/** Bits of a scan, most significant first, with a zero bit after each byte of 0xFF. */
final class BitWriter {
    private byte[] bytes;
    private int length;
    private long buffer;
    private int pending;
    private boolean afterFull;

    BitWriter(int expectedBytes) {
        bytes = new byte[Math.max(64, expectedBytes)];
    }

    /** The lowest bits of a number, at most 32. */
    void number(int value, int bits) {
        buffer = buffer << bits | (value & ((1L << bits) - 1));
        pending += bits;
        while (pending >= 8) {
            put();
        }
    }

    /** A number in the limited-length Golomb code (T.87 section A.5.3). */
    void golomb(int value, int k, int limit, int plainBits) {
        var unary = value >> k;
        if (unary >= limit) {
            zeros(limit);
            number(1, 1);
            number(value - 1, plainBits);
        } else if (unary + 1 + k <= 32) {
            number((1 << k) | (value & ((1 << k) - 1)), unary + 1 + k);
        } else {
            zeros(unary);
            number((1 << k) | (value & ((1 << k) - 1)), 1 + k);
        }
    }

    /** A marker and its parameters, bytes as they are. */
    void marker(int... values) {
        for (var value : values) {
            append(value);
        }
    }

    /** Fills the last byte of a scan with zeros. */
    void finish() {
        if (pending > 0) {
            var room = afterFull ? 7 : 8;
            number(0, room > pending ? room - pending : 0);
            if (pending > 0) {
                put();
            }
        }
        if (afterFull) {
            append(0);
            afterFull = false;
        }
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void zeros(int count) {
        for (var left = count; left > 0; left -= 32) {
            number(0, Math.min(left, 32));
        }
    }

    private void put() {
        var taken = afterFull ? 7 : 8;
        pending -= taken;
        var value = (int) (buffer >>> pending) & (1 << taken) - 1;
        append(value);
        afterFull = value == 0xFF;
    }

    private void append(int value) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, length + (length >> 1));
        }
        bytes[length++] = (byte) value;
    }
}
