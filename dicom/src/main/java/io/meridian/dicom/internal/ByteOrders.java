package io.meridian.dicom.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Turns numbers round between big and little endian. */
public final class ByteOrders {
    private static final int PIECE = 1 << 13;

    private ByteOrders() {}

    /** Turns each whole unit round in place; a rest shorter than a unit stays. */
    public static void swap(byte[] bytes, int unit) {
        swap(bytes, 0, bytes.length, unit);
    }

    public static void swap(byte[] bytes, int from, int to, int unit) {
        if (unit == 1) {
            return;
        }
        for (var at = from; at + unit <= to; at += unit) {
            for (var i = 0; i < unit / 2; i++) {
                var swapped = bytes[at + i];
                bytes[at + i] = bytes[at + unit - 1 - i];
                bytes[at + unit - 1 - i] = swapped;
            }
        }
    }

    /** The same stream with each unit turned round. */
    public static InputStream swapping(InputStream in, int unit) {
        return unit == 1 ? in : new Swapping(in, unit);
    }

    private static final class Swapping extends FilterInputStream {
        private final int unit;
        private byte[] piece = new byte[0];
        private int position;

        Swapping(InputStream in, int unit) {
            super(in);
            this.unit = unit;
        }

        @Override
        public int read() throws IOException {
            return fill() ? piece[position++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            var count = Math.min(length, piece.length - position);
            System.arraycopy(piece, position, target, offset, count);
            position += count;
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            if (count <= 0 || !fill()) {
                return 0;
            }
            var skipped = (int) Math.min(count, piece.length - position);
            position += skipped;
            return skipped;
        }

        @Override
        public int available() {
            return piece.length - position;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        private boolean fill() throws IOException {
            if (position == piece.length) {
                piece = in.readNBytes(PIECE);
                position = 0;
                swap(piece, unit);
            }
            return position < piece.length;
        }
    }
}
