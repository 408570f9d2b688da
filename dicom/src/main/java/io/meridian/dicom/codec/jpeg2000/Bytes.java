package io.meridian.dicom.codec.jpeg2000;

import io.meridian.dicom.codec.CodecException;

/** Numbers of a marker segment, most significant byte first. */
final class Bytes {
    private final byte[] bytes;
    private final int end;
    private int position;

    Bytes(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.end = end;
        position = from;
    }

    int position() {
        return position;
    }

    int left() {
        return end - position;
    }

    int one() {
        if (position >= end) {
            throw new CodecException("a segment of the codestream is shorter than its parameters");
        }
        return bytes[position++] & 0xFF;
    }

    int two() {
        return one() << 8 | one();
    }

    /** A number of 32 bits without sign. */
    long four() {
        return (long) two() << 16 | two();
    }

    byte[] take(long count) {
        if (count > left()) {
            throw new CodecException("packed packet headers are shorter than they say");
        }
        var part = java.util.Arrays.copyOfRange(bytes, position, position + (int) count);
        position += (int) count;
        return part;
    }

    byte[] rest() {
        var rest = java.util.Arrays.copyOfRange(bytes, position, end);
        position = end;
        return rest;
    }

    /** A number of one byte, or of two where the codestream has more than 256 components. */
    int component(int components) {
        return components < 257 ? one() : two();
    }
}
