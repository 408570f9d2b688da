package io.meridian.dicom.pixels;

import io.meridian.dicom.DataSet;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Uncompressed pixels (PS3.5 section 8.1). */
final class NativePixels {
    private NativePixels() {}

    static int[] values(Layout layout, byte[] bytes, long from) {
        if (layout.bitsAllocated() == 1) {
            return bits(layout, bytes, from);
        }
        if (from + layout.frameBytes() > bytes.length) {
            throw new PixelException(
                    "PixelData is too short: a frame needs %d bytes"
                            .formatted(layout.frameBytes()));
        }
        var buffer =
                ByteBuffer.wrap(bytes, (int) from, (int) layout.frameBytes())
                        .order(ByteOrder.LITTLE_ENDIAN);
        var values = new int[layout.values()];
        var pixels = layout.rows() * layout.columns();
        for (var i = 0; i < values.length; i++) {
            var raw =
                    switch (layout.bitsAllocated()) {
                        case 8 -> buffer.get() & 0xFF;
                        case 16 -> buffer.getShort() & 0xFFFF;
                        default -> buffer.getInt();
                    };
            var target =
                    layout.planar() && layout.samples() == 3
                            ? (i % pixels) * layout.samples() + i / pixels
                            : i;
            values[target] = extend(raw, layout);
        }
        return values;
    }

    /** Masks what lies above BitsStored, and extends the sign. */
    static int extend(int raw, Layout layout) {
        var unused = 32 - layout.bitsStored();
        return layout.signed() ? raw << unused >> unused : raw << unused >>> unused;
    }

    /** YBR_FULL_422: two luminances share a pair of chrominances (PS3.3 section C.7.6.3.1.2). */
    static DecodedFrame subsampled(DataSet dataSet, Layout layout, byte[] bytes, int frame) {
        var pixels = layout.rows() * layout.columns();
        var from = (long) frame * pixels * 2;
        if (layout.samples() != 3
                || layout.bitsAllocated() != 8
                || from + pixels * 2L > bytes.length) {
            throw new PixelException("YBR_FULL_422 needs 3 samples of 8 bits and 2 bytes a pixel");
        }
        var values = new int[pixels * 3];
        for (var pixel = 0; pixel < pixels; pixel++) {
            var group = (int) from + pixel / 2 * 4;
            values[pixel * 3] = bytes[group + (pixel & 1)] & 0xFF;
            values[pixel * 3 + 1] = bytes[group + 2] & 0xFF;
            values[pixel * 3 + 2] = bytes[group + 3] & 0xFF;
        }
        return DecodedFrame.of(dataSet, layout, "YBR_FULL", values);
    }

    private static int[] bits(Layout layout, byte[] bytes, long from) {
        var firstBit = from * 8;
        if (firstBit + layout.values() > bytes.length * 8L) {
            throw new PixelException("PixelData is too short for its bits");
        }
        var values = new int[layout.values()];
        for (var i = 0; i < values.length; i++) {
            var bit = firstBit + i;
            values[i] = bytes[(int) (bit / 8)] >> (bit % 8) & 1;
        }
        return values;
    }
}
