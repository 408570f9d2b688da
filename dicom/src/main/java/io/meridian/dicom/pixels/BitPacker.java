package io.meridian.dicom.pixels;

/**
 * Packs cells of one bit, lowest bit first; what does not fill a byte is kept for the next cells.
 */
final class BitPacker {
    private int pending;
    private int count;

    /** Whole bytes of what came before and these cells. */
    byte[] whole(byte[] cells) {
        var bytes = new byte[(count + cells.length) / 8];
        var at = 0;
        for (var cell : cells) {
            pending |= (cell & 1) << count;
            if (++count == 8) {
                bytes[at++] = (byte) pending;
                pending = 0;
                count = 0;
            }
        }
        return bytes;
    }

    /** The last byte, filled with zeros; none if nothing is left. */
    byte[] rest() {
        var bytes = count == 0 ? new byte[0] : new byte[] {(byte) pending};
        pending = 0;
        count = 0;
        return bytes;
    }

    /** All of these cells, the last byte filled with zeros. */
    byte[] packed(byte[] cells) {
        var whole = whole(cells);
        var rest = rest();
        var bytes = java.util.Arrays.copyOf(whole, whole.length + rest.length);
        System.arraycopy(rest, 0, bytes, whole.length, rest.length);
        return bytes;
    }
}
