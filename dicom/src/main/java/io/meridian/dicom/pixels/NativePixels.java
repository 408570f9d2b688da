package io.meridian.dicom.pixels;

/**
 * Uncompressed pixels (PS3.5 section 8.1): bytes of a frame, as they lie in PixelData, to cells of
 * 1, 2, 4 or 8 bytes, colour by pixel.
 */
final class NativePixels {
    private NativePixels() {}

    /**
     * Cells of a frame as they are, overlay bits included, before those that do not count are
     * masked.
     *
     * @param bytes from the byte in which the frame begins
     * @param firstBit of that byte; above 0 only for 1 and 12 bits
     */
    static byte[] cells(Layout layout, byte[] bytes, int firstBit) {
        var cellBytes = layout.cellType().bytes();
        var cells =
                switch (layout.bitsAllocated()) {
                    case 1 -> bits(bytes, firstBit, layout.values());
                    case 12 -> twelve(bytes, firstBit, layout.values());
                    case 8, 16, 32, 64 -> layout.isHalved() ? doubled(layout, bytes) : bytes;
                    default -> widened(bytes, layout.bitsAllocated() / 8, cellBytes);
                };
        return layout.planar() && !layout.isHalved()
                ? Cells.interleaved(cells, cellBytes, layout.samples())
                : cells;
    }

    /** Masks what does not count, and extends the sign. */
    static byte[] values(Layout layout, byte[] cells) {
        return layout.real() || layout.bitsAllocated() == 1
                ? cells
                : Cells.normalised(
                        cells,
                        layout.cellType().bytes(),
                        layout.bitsStored(),
                        layout.shift(),
                        layout.signed());
    }

    /** The lowest bit of a byte is the first pixel. */
    private static byte[] bits(byte[] bytes, int firstBit, int count) {
        var cells = new byte[count];
        for (var i = 0; i < count; i++) {
            var bit = firstBit + i;
            cells[i] = (byte) ((bytes[bit >> 3] >> (bit & 7)) & 1);
        }
        return cells;
    }

    /** The retired packing: the lowest bits of a pair of bytes come first. */
    private static byte[] twelve(byte[] bytes, int firstBit, int count) {
        var cells = new byte[2 * count];
        for (var i = 0; i < count; i++) {
            var bit = firstBit + 12L * i;
            var at = (int) (bit >> 3);
            var pair = (bytes[at] & 0xFF) | ((bytes[at + 1] & 0xFF) << 8);
            var value = (pair >> (int) (bit & 7)) & 0xFFF;
            cells[2 * i] = (byte) value;
            cells[2 * i + 1] = (byte) (value >> 8);
        }
        return cells;
    }

    static byte[] widened(byte[] bytes, int from, int to) {
        var count = bytes.length / from;
        var cells = new byte[count * to];
        for (var i = 0; i < count; i++) {
            System.arraycopy(bytes, i * from, cells, i * to, from);
        }
        return cells;
    }

    /** Two luminances share a pair of chrominances (PS3.3 section C.7.6.3.1.2). */
    private static byte[] doubled(Layout layout, byte[] bytes) {
        var size = layout.cellType().bytes();
        var pixels = layout.rows() * layout.columns();
        if (pixels % 2 != 0) {
            throw new PixelException(
                    "%s needs an even number of pixels".formatted(layout.photometric()));
        }
        var cells = new byte[pixels * 3 * size];
        for (var pixel = 0; pixel < pixels; pixel++) {
            var group = pixel / 2 * 4 * size;
            System.arraycopy(bytes, group + (pixel & 1) * size, cells, pixel * 3 * size, size);
            System.arraycopy(bytes, group + 2 * size, cells, (pixel * 3 + 1) * size, 2 * size);
        }
        return cells;
    }
}
