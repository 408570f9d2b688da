package io.meridian.dicom.pixels;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Little-endian cells: eight bytes at a time where many are treated alike. */
final class Cells {
    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Cells() {}

    static void shorts(byte[] cells, int[] values) {
        for (var i = 0; i < values.length; i++) {
            values[i] = (short) SHORT.get(cells, 2 * i);
        }
    }

    static void unsignedShorts(byte[] cells, int[] values) {
        for (var i = 0; i < values.length; i++) {
            values[i] = ((short) SHORT.get(cells, 2 * i)) & 0xFFFF;
        }
    }

    /** A little-endian number of 1 to 8 bytes. */
    static long get(byte[] cells, int at, int bytes) {
        var value = 0L;
        for (var i = bytes - 1; i >= 0; i--) {
            value = (value << 8) | (cells[at + i] & 0xFF);
        }
        return value;
    }

    static void put(byte[] cells, int at, int bytes, long value) {
        for (var i = 0; i < bytes; i++) {
            cells[at + i] = (byte) (value >>> (8 * i));
        }
    }

    /** Integers into cells of 1, 2, 4 or 8 bytes. */
    static byte[] of(int[] values, int bytes) {
        var cells = new byte[Math.multiplyExact(values.length, bytes)];
        for (var i = 0; i < values.length; i++) {
            switch (bytes) {
                case 1 -> cells[i] = (byte) values[i];
                case 2 -> SHORT.set(cells, 2 * i, (short) values[i]);
                default -> put(cells, i * bytes, bytes, values[i]);
            }
        }
        return cells;
    }

    /**
     * Moves the bits that count to the bottom of their cells, clears or sign-extends the rest.
     *
     * @return the same array if nothing had to change
     */
    static byte[] normalised(byte[] cells, int cellBytes, int stored, int shift, boolean signed) {
        var width = 8 * cellBytes;
        if (stored == width) {
            return cells;
        }
        var lanes = new Lanes(width, stored, shift, signed);
        var changed = 0;
        while (changed + 8 <= cells.length) {
            var value = (long) LONG.get(cells, changed);
            if (lanes.normal(value) != value) {
                break;
            }
            changed += 8;
        }
        if (changed == cells.length) {
            return cells;
        }
        var out = cells.clone();
        var at = changed;
        for (; at + 8 <= out.length; at += 8) {
            LONG.set(out, at, lanes.normal((long) LONG.get(out, at)));
        }
        for (; at < out.length; at += cellBytes) {
            put(out, at, cellBytes, lanes.normal(get(out, at, cellBytes)));
        }
        return out;
    }

    /** What is done to each cell of a long. */
    private static final class Lanes {
        private final int stored;
        private final int shift;
        private final long ones;
        private final long mask;
        private final long high;

        Lanes(int width, int stored, int shift, boolean signed) {
            this.stored = stored;
            this.shift = shift;
            this.ones = ones(width);
            this.mask = ((1L << stored) - 1) * ones;
            var above = (-1L << stored) & (width == 64 ? -1L : (1L << width) - 1);
            this.high = signed ? above : 0;
        }

        long normal(long cells) {
            var value = (cells >>> shift) & mask;
            return value | (((value >>> (stored - 1)) & ones) * high);
        }
    }

    /** Planes to pixels. */
    static byte[] interleaved(byte[] cells, int cellBytes, int samples) {
        var out = new byte[cells.length];
        var pixels = cells.length / cellBytes / samples;
        for (var sample = 0; sample < samples; sample++) {
            var from = sample * pixels * cellBytes;
            var to = sample * cellBytes;
            for (var pixel = 0; pixel < pixels; pixel++) {
                for (var i = 0; i < cellBytes; i++) {
                    out[to + i] = cells[from + i];
                }
                from += cellBytes;
                to += samples * cellBytes;
            }
        }
        return out;
    }

    /** A one in the lowest bit of each cell of a long. */
    private static long ones(int width) {
        return switch (width) {
            case 8 -> 0x0101010101010101L;
            case 16 -> 0x0001000100010001L;
            case 32 -> 0x0000000100000001L;
            default -> 1L;
        };
    }
}
