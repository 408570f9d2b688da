package io.meridian.dicom.pixels;

import java.util.ArrayList;
import java.util.List;

/** Segmented palettes: discrete, linear and indirect segments (PS3.3 section C.7.9.2). */
final class SegmentedTable {
    private static final int DISCRETE = 0;
    private static final int LINEAR = 1;
    private static final int INDIRECT = 2;

    /** Four numbers of a byte or two of a word, the lowest first. */
    private static final int OFFSET_BYTES = 4;

    private final byte[] data;
    private final int unit;
    private final int[] entries;
    private final List<Integer> starts = new ArrayList<>();
    private int filled;

    private SegmentedTable(byte[] data, int unit, int size) {
        this.data = data;
        this.unit = unit;
        this.entries = new int[size];
    }

    static int[] entries(byte[] data, LookupTable.Descriptor descriptor) {
        var table = new SegmentedTable(data, descriptor.bits() <= 8 ? 1 : 2, descriptor.size());
        var position = 0;
        while (position + 2 * table.unit <= data.length && table.filled < table.entries.length) {
            table.starts.add(position);
            position = table.segment(position, true);
        }
        if (table.filled < table.entries.length) {
            throw new PixelException("a segmented palette is shorter than its descriptor says");
        }
        return table.entries;
    }

    /** Where the next segment begins. */
    private int segment(int at, boolean mayBeIndirect) {
        var kind = number(at);
        var length = number(at + unit);
        var from = at + 2 * unit;
        return switch (kind) {
            case DISCRETE -> {
                for (var i = 0; i < length; i++) {
                    put(number(from + i * unit));
                }
                yield from + length * unit;
            }
            case LINEAR -> {
                if (filled == 0) {
                    throw new PixelException("a segmented palette must not begin with a line");
                }
                var before = entries[filled - 1];
                var end = number(from);
                for (var i = 1; i <= length; i++) {
                    put((int) Math.round(before + (double) (end - before) * i / length));
                }
                yield from + unit;
            }
            case INDIRECT -> {
                if (!mayBeIndirect) {
                    throw new PixelException("an indirect segment must not point at another");
                }
                copied(length, number(from, OFFSET_BYTES));
                yield from + OFFSET_BYTES;
            }
            default -> throw new PixelException("a segmented palette has an unknown segment");
        };
    }

    private void copied(int count, long offset) {
        var first = starts.indexOf((int) Math.min(offset, Integer.MAX_VALUE));
        if (first < 0 || first + count >= starts.size()) {
            throw new PixelException("an indirect segment must point at segments before it");
        }
        for (var i = first; i < first + count; i++) {
            segment(starts.get(i), false);
        }
    }

    private void put(int value) {
        if (filled == entries.length) {
            return;
        }
        entries[filled++] = value;
    }

    private int number(int at) {
        return (int) number(at, unit);
    }

    private long number(int at, int bytes) {
        if (at + bytes > data.length) {
            throw new PixelException("a segmented palette ends in a segment");
        }
        return Cells.get(data, at, bytes);
    }
}
