package io.meridian.dicom.codec.jpeg2000;

import java.util.List;

/**
 * The inverse wavelet transforms (T.800 annex F). Coefficients of a component stand in one array,
 * each resolution's low part before its high part in both directions; samples replace them.
 */
final class Wavelet {
    /** Columns that are transformed together. */
    private static final int LANES = 16;

    /** Samples that are mirrored at each end of a line. */
    private static final int BORDER = 4;

    private static final float ALPHA = (float) -1.586134342059924;
    private static final float BETA = (float) -0.052980118572961;
    private static final float GAMMA = (float) 0.882911075530934;
    private static final float DELTA = (float) 0.443506852043971;
    private static final float K = (float) 1.230174104914001;

    /**
     * 1/K is 0.812893. This is what OpenJPEG multiplies with, and so GDCM and pydicom: at 16 bits
     * the difference is up to three levels, far below the quantisation, and answers should agree.
     */
    private static final float HIGH = (float) (1.625732422 / 2);

    private Wavelet() {}

    /** The reversible 5/3 transform. */
    static void reversible(int[] values, int stride, List<Resolution> resolutions) {
        for (var level = 1; level < resolutions.size(); level++) {
            var area = resolutions.get(level).area;
            var lower = resolutions.get(level - 1).area;
            if (area.isEmpty()) {
                continue;
            }
            var line = new int[(Math.max(area.width(), area.height()) + 2 * BORDER) * LANES];
            for (var y = 0; y < area.height(); y++) {
                row(values, y * stride, area.x0() & 1, lower.width(), area.width(), line);
                lift(line, area.x0() & 1, area.width(), 1);
                System.arraycopy(line, BORDER, values, y * stride, area.width());
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
                lift(line, area.y0() & 1, area.height(), lanes);
                scatter(line, values, x, stride, lanes, area.height());
            }
        }
    }

    /** The irreversible 9/7 transform. */
    static void irreversible(float[] values, int stride, List<Resolution> resolutions) {
        for (var level = 1; level < resolutions.size(); level++) {
            var area = resolutions.get(level).area;
            var lower = resolutions.get(level - 1).area;
            if (area.isEmpty()) {
                continue;
            }
            var line = new float[(Math.max(area.width(), area.height()) + 2 * BORDER) * LANES];
            for (var y = 0; y < area.height(); y++) {
                row(values, y * stride, area.x0() & 1, lower.width(), area.width(), line);
                lift(line, area.x0() & 1, area.width(), 1);
                System.arraycopy(line, BORDER, values, y * stride, area.width());
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
                lift(line, area.y0() & 1, area.height(), lanes);
                scatter(line, values, x, stride, lanes, area.height());
            }
        }
    }

    /** Interleaves the low and the high part of a row; sample i of a line stands at BORDER + i. */
    private static void row(int[] values, int from, int parity, int low, int size, int[] line) {
        // An odd origin begins with the high part.
        for (int i = parity, at = from; i < size; i += 2) {
            line[BORDER + i] = values[at++];
        }
        for (int i = 1 - parity, at = from + low; i < size; i += 2) {
            line[BORDER + i] = values[at++];
        }
        mirror(line, 1, size);
    }

    private static void row(float[] values, int from, int parity, int low, int size, float[] line) {
        for (int i = parity, at = from; i < size; i += 2) {
            line[BORDER + i] = values[at++];
        }
        for (int i = 1 - parity, at = from + low; i < size; i += 2) {
            line[BORDER + i] = values[at++];
        }
        mirror(line, 1, size);
    }

    /** The same for some columns side by side. */
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
        mirror(line, lanes, size);
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

    private static void lift(int[] line, int parity, int size, int lanes) {
        if (size == 1) {
            if (parity == 1) {
                for (var i = BORDER * lanes; i < (BORDER + 1) * lanes; i++) {
                    line[i] >>= 1;
                }
            }
            return;
        }
        for (var i = BORDER - 2 + parity; i <= BORDER + size; i += 2) {
            if (i >= BORDER - 1) {
                for (var at = i * lanes; at < (i + 1) * lanes; at++) {
                    line[at] -= (line[at - lanes] + line[at + lanes] + 2) >> 2;
                }
            }
        }
        for (var i = BORDER - 1 + parity; i < BORDER + size; i += 2) {
            if (i >= BORDER) {
                for (var at = i * lanes; at < (i + 1) * lanes; at++) {
                    line[at] += (line[at - lanes] + line[at + lanes]) >> 1;
                }
            }
        }
    }

    private static void lift(float[] line, int parity, int size, int lanes) {
        if (size == 1) {
            if (parity == 1) {
                for (var i = BORDER * lanes; i < (BORDER + 1) * lanes; i++) {
                    line[i] *= 0.5f;
                }
            }
            return;
        }
        for (var i = 0; i < size + 2 * BORDER; i++) {
            var factor = ((i + parity) & 1) == 0 ? K : HIGH;
            for (var at = i * lanes; at < (i + 1) * lanes; at++) {
                line[at] *= factor;
            }
        }
        lift(line, parity, 3, size, lanes, DELTA);
        lift(line, parity ^ 1, 2, size, lanes, GAMMA);
        lift(line, parity, 1, size, lanes, BETA);
        lift(line, parity ^ 1, 0, size, lanes, ALPHA);
    }

    /** One step on every second sample, {@code beyond} the line on both sides. */
    private static void lift(
            float[] line, int parity, int beyond, int size, int lanes, float factor) {
        var first = BORDER - beyond;
        if (((first - BORDER + parity) & 1) != 0) {
            first++;
        }
        for (var i = first; i < BORDER + size + beyond; i += 2) {
            for (var at = i * lanes; at < (i + 1) * lanes; at++) {
                line[at] -= factor * (line[at - lanes] + line[at + lanes]);
            }
        }
    }
}
