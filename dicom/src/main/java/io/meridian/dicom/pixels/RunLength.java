package io.meridian.dicom.pixels;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** RLE (PS3.5 annex G): byte planes, most significant first, each packed by PackBits. */
final class RunLength {
    private static final int HEADER = 64;

    private RunLength() {}

    static int[] decode(byte[] content, Layout layout) {
        if (content.length < HEADER) {
            throw new PixelException("an RLE frame begins with 64 bytes of offsets");
        }
        var header = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        var bytesEach = layout.bitsAllocated() / 8;
        var planes = layout.samples() * bytesEach;
        if (header.getInt(0) != planes) {
            throw new PixelException(
                    "an RLE frame of this layout has %d segments".formatted(planes));
        }
        // Two bytes become 128 at most, so that a small frame cannot ask for much memory.
        if ((long) content.length * 64 < layout.frameBytes()) {
            throw new PixelException("an RLE frame is too short for its rows and columns");
        }
        var pixels = layout.rows() * layout.columns();
        var raw = new int[layout.values()];
        for (var plane = 0; plane < planes; plane++) {
            var from = header.getInt(4 + plane * 4);
            var to = plane + 1 < planes ? header.getInt(8 + plane * 4) : content.length;
            if (from < HEADER || to < from || to > content.length) {
                throw new PixelException("an RLE segment lies outside its frame");
            }
            var bytes = unpack(content, from, to, pixels);
            var sample = plane / bytesEach;
            var shift = 8 * (bytesEach - 1 - plane % bytesEach);
            for (var pixel = 0; pixel < pixels; pixel++) {
                raw[pixel * layout.samples() + sample] |= (bytes[pixel] & 0xFF) << shift;
            }
        }
        for (var i = 0; i < raw.length; i++) {
            raw[i] = NativePixels.extend(raw[i], layout);
        }
        return raw;
    }

    private static byte[] unpack(byte[] content, int from, int to, int size) {
        var bytes = new byte[size];
        var at = 0;
        var position = from;
        while (at < size && position < to) {
            var count = (int) content[position++];
            if (count >= 0) {
                var length = Math.min(count + 1, Math.min(size - at, to - position));
                System.arraycopy(content, position, bytes, at, length);
                at += length;
                position += count + 1;
            } else if (count != -128 && position < to) {
                var length = Math.min(1 - count, size - at);
                java.util.Arrays.fill(bytes, at, at + length, content[position++]);
                at += length;
            }
        }
        if (at < size) {
            throw new PixelException("an RLE segment ends before its frame is full");
        }
        return bytes;
    }
}
