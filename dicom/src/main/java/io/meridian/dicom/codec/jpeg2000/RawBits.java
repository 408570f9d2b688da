package io.meridian.dicom.codec.jpeg2000;

/**
 * Bits of a pass that bypasses the arithmetic coder (T.800 D.6); behind the segment they are ones.
 */
final class RawBits {
    private byte[] bytes = new byte[0];
    private int position;
    private int end;
    private int current;
    private int left;

    void begin(byte[] from, int start, int stop) {
        bytes = from;
        position = start;
        end = stop;
        current = 0;
        left = 0;
    }

    int bit() {
        if (left == 0) {
            left = current == 0xFF ? 7 : 8;
            current = position < end ? bytes[position++] & 0xFF : 0xFF;
        }
        left--;
        return current >> left & 1;
    }
}
