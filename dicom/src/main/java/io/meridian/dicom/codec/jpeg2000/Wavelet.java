package io.meridian.dicom.codec.jpeg2000;

import java.util.List;

/**
 * The inverse wavelet transforms (T.800 annex F). Coefficients of a component stand in one array,
 * each resolution's low part before its high part in both directions; samples replace them.
 */
final class Wavelet {
    /** Samples that are mirrored at each end of a line. */
    static final int BORDER = 4;

    /** Columns that are transformed together. */
    private static final int LANES = 16;

    /**
     * What differs between the transforms.
     *
     * @param <T> array of the coefficients and of lines, in which sample i stands at BORDER + i
     */
    interface Lifting<T> {
        T line(int length);

        /** Interleaves the low and the high part of a row; an odd parity begins with the high. */
        void row(T values, int from, int parity, int low, int size, T line);

        /** Coefficients of a line, or of several lines side by side, to samples. */
        void lift(T line, int parity, int size, int lanes);
    }

    private Wavelet() {}

    /** The reversible 5/3 transform. */
    static void reversible(int[] values, int stride, List<Resolution> resolutions) {
        inverse(values, stride, resolutions, new ReversibleLifting());
    }

    /** The irreversible 9/7 transform. */
    static void irreversible(float[] values, int stride, List<Resolution> resolutions) {
        inverse(values, stride, resolutions, new IrreversibleLifting());
    }

    private static <T> void inverse(
            T values, int stride, List<Resolution> resolutions, Lifting<T> lifting) {
        for (var level = 1; level < resolutions.size(); level++) {
            var area = resolutions.get(level).area;
            var lower = resolutions.get(level - 1).area;
            if (area.isEmpty()) {
                continue;
            }
            var line = lifting.line((Math.max(area.width(), area.height()) + 2 * BORDER) * LANES);
            for (var y = 0; y < area.height(); y++) {
                var from = y * stride;
                lifting.row(values, from, area.x0() & 1, lower.width(), area.width(), line);
                mirror(line, 1, area.width());
                lifting.lift(line, area.x0() & 1, area.width(), 1);
                System.arraycopy(line, BORDER, values, from, area.width());
            }
            for (var x = 0; x < area.width(); x += LANES) {
                var lanes = Math.min(LANES, area.width() - x);
                columns(
                        values,
                        x,
                        stride,
                        lanes,
                        area.y0() & 1,
                        lower.height(),
                        area.height(),
                        line);
                mirror(line, lanes, area.height());
                lifting.lift(line, area.y0() & 1, area.height(), lanes);
                scatter(line, values, x, stride, lanes, area.height());
            }
        }
    }

    /** As a row, for some columns side by side. */
    private static void columns(
            Object values,
            int from,
            int step,
            int lanes,
            int parity,
            int low,
            int size,
            Object line) {
        for (var i = 0; i < size; i++) {
            var source = ((i + parity) & 1) == 0 ? i / 2 : low + i / 2;
            System.arraycopy(values, from + source * step, line, (BORDER + i) * lanes, lanes);
        }
    }

    private static void mirror(Object line, int lanes, int size) {
        for (var i = 1; i <= BORDER; i++) {
            var left = mirrored(-i, size);
            var right = mirrored(size - 1 + i, size);
            System.arraycopy(line, (BORDER + left) * lanes, line, (BORDER - i) * lanes, lanes);
            System.arraycopy(
                    line, (BORDER + right) * lanes, line, (BORDER + size - 1 + i) * lanes, lanes);
        }
    }

    private static int mirrored(int index, int size) {
        if (size == 1) {
            return 0;
        }
        var period = 2 * (size - 1);
        var folded = Math.floorMod(index, period);
        return folded < size ? folded : period - folded;
    }

    private static void scatter(Object line, Object values, int to, int step, int lanes, int size) {
        for (var i = 0; i < size; i++) {
            System.arraycopy(line, (BORDER + i) * lanes, values, to + i * step, lanes);
        }
    }
}
