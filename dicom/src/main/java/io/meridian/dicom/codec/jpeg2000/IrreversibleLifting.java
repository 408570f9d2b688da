package io.meridian.dicom.codec.jpeg2000;

import static io.meridian.dicom.codec.jpeg2000.Wavelet.BORDER;

/** The irreversible 9/7 transform of a line. */
final class IrreversibleLifting implements Wavelet.Lifting<float[]> {
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

    @Override
    public float[] line(int length) {
        return new float[length];
    }

    @Override
    public void row(float[] values, int from, int parity, int low, int size, float[] line) {
        for (int i = parity, at = from; i < size; i += 2) {
            line[BORDER + i] = values[at++];
        }
        for (int i = 1 - parity, at = from + low; i < size; i += 2) {
            line[BORDER + i] = values[at++];
        }
    }

    @Override
    public void lift(float[] line, int parity, int size, int lanes) {
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
        step(line, parity, 3, size, lanes, DELTA);
        step(line, parity ^ 1, 2, size, lanes, GAMMA);
        step(line, parity, 1, size, lanes, BETA);
        step(line, parity ^ 1, 0, size, lanes, ALPHA);
    }

    /** One step on every second sample, {@code beyond} the line on both sides. */
    private static void step(
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
