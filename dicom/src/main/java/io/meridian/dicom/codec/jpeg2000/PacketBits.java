package io.meridian.dicom.codec.jpeg2000;

import io.meridian.dicom.codec.CodecException;

/** Bits of a packet's header: behind a byte FF the next has 7 bits (T.800 B.10.1). */
final class PacketBits {
    private final byte[] bytes;
    private int position;
    private int current;
    private int left;

    PacketBits(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    int bit() {
        if (left == 0) {
            left = current == 0xFF ? 7 : 8;
            current = next();
        }
        left--;
        return current >> left & 1;
    }

    private int next() {
        if (position >= bytes.length) {
            throw new CodecException("the codestream ends before its last packet");
        }
        return bytes[position++] & 0xFF;
    }

    int take(int count) {
        var value = 0;
        for (var i = 0; i < count; i++) {
            value = value << 1 | bit();
        }
        return value;
    }

    /** Drops the rest of the last byte; yields the place behind it. */
    int finish() {
        if (current == 0xFF) {
            next();
        }
        return position;
    }
}
