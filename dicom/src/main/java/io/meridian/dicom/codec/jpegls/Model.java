package io.meridian.dicom.codec.jpegls;

import java.util.Arrays;

/**
 * The adaptive state of a scan (T.87 annex A), the same in the decoder and the encoder: the
 * contexts of regular mode, those of run interruption, and the constants that follow from the
 * parameters.
 */
final class Model {
    /** log2 of the run lengths, J (T.87 code segment A.1). */
    static final int[] RUN_BITS = {
        0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12,
        13, 14, 15
    };

    private static final int CONTEXTS = 365;
    private static final int LEAST_BIAS = -128;
    private static final int GREATEST_BIAS = 127;

    final int near;
    final int quantum;
    final int maximum;
    final int range;

    /** Bits of a prediction error that is written plainly. */
    final int errorBits;

    /** The longest unary part: one more bit, and an error is written plainly. */
    final int limit;

    /** Four numbers each: sum of magnitudes A, bias sum B, correction C, count N. */
    final int[] contexts = new int[4 * CONTEXTS];

    /** Lossless and of all values of a number of bits, so that the range wraps by itself. */
    private final boolean wraps;

    private final int reset;
    private final int firstMagnitude;
    private final byte[] regions;
    private final int[] runMagnitude = new int[2];
    private final int[] runCount = new int[2];
    private final int[] runNegative = new int[2];

    Model(Presets presets, int near) {
        this.near = near;
        quantum = 2 * near + 1;
        maximum = presets.maximum();
        reset = presets.reset();
        wraps = near == 0 && (maximum & (maximum + 1)) == 0;
        range = (maximum + 2 * near) / quantum + 1;
        errorBits = bits(range);
        var sampleBits = Math.max(2, bits(maximum + 1));
        limit = 2 * (sampleBits + Math.max(8, sampleBits)) - errorBits - 1;
        firstMagnitude = Math.max(2, (range + 32) >> 6);
        regions = regions(presets, near);
        restart();
    }

    /** The state at the start of a scan or of a restart interval. */
    void restart() {
        for (var i = 0; i < contexts.length; i += 4) {
            contexts[i] = firstMagnitude;
            contexts[i + 1] = 0;
            contexts[i + 2] = 0;
            contexts[i + 3] = 1;
        }
        Arrays.fill(runMagnitude, firstMagnitude);
        Arrays.fill(runCount, 1);
        Arrays.fill(runNegative, 0);
    }

    /**
     * The three gradients as one number, negative if the context is mirrored; 0 is a flat region.
     */
    int region(int left, int above, int aboveLeft, int aboveRight) {
        return (regions[aboveRight - above + maximum] * 9 + regions[above - aboveLeft + maximum])
                        * 9
                + regions[aboveLeft - left + maximum];
    }

    /** The median edge detector (T.87 section A.4.1). */
    static int predicted(int left, int above, int aboveLeft) {
        var least = Math.min(left, above);
        var greatest = Math.max(left, above);
        return Math.max(least, Math.min(greatest, left + above - aboveLeft));
    }

    /** The Golomb parameter: the least k for which count × 2^k reaches the sum of magnitudes. */
    static int golomb(int magnitude, int count) {
        var k = Integer.numberOfLeadingZeros(count) - Integer.numberOfLeadingZeros(magnitude);
        if (k < 0) {
            return 0;
        }
        return k + (((count << k) - magnitude) >>> 31);
    }

    /** The mapping of errors is mirrored in this context (T.87 section A.5.2). */
    boolean mirrors(int context, int k) {
        return near == 0 && k == 0 && 2 * contexts[context + 1] <= -contexts[context + 3];
    }

    /** T.87 section A.6. */
    void update(int context, int error) {
        var magnitude = contexts[context] + Math.abs(error);
        var bias = contexts[context + 1] + (near == 0 ? error : error * quantum);
        var count = contexts[context + 3];
        if (count == reset) {
            magnitude >>= 1;
            bias >>= 1;
            count >>= 1;
        }
        count++;
        // Without branches, which would be mispredicted: all ones where the bias is out of its
        // range.
        var below = (bias + count - 1) >> 31;
        var above = -bias >> 31;
        bias += (below & count) - (above & count);
        bias = Math.max(1 - count, Math.min(bias, 0));
        var correction = contexts[context + 2] + below - above;
        contexts[context + 2] = Math.max(LEAST_BIAS, Math.min(correction, GREATEST_BIAS));
        contexts[context] = magnitude;
        contexts[context + 1] = bias;
        contexts[context + 3] = count;
    }

    /** A prediction and its error as a sample (T.87 section A.4.5). */
    int sample(int prediction, int error) {
        if (wraps) {
            return (prediction + error) & maximum;
        }
        var value = prediction + error * quantum;
        if (value < -near) {
            value += range * quantum;
        } else if (value > maximum + near) {
            value -= range * quantum;
        }
        return Math.min(Math.max(value, 0), maximum);
    }

    int clamped(int prediction) {
        return Math.min(Math.max(prediction, 0), maximum);
    }

    /** The Golomb parameter of a run's interruption; kind 1 where left and above are alike. */
    int interruptionGolomb(int kind) {
        var magnitude = runMagnitude[kind];
        return golomb(kind == 0 ? magnitude : magnitude + (runCount[1] >> 1), runCount[kind]);
    }

    boolean interruptionPrefersNegative(int kind, int k) {
        return k != 0 || 2 * runNegative[kind] >= runCount[kind];
    }

    /** T.87 section A.7.2.2, code segment A.23. */
    void updateInterruption(int kind, int error, int mapped) {
        if (error < 0) {
            runNegative[kind]++;
        }
        runMagnitude[kind] += (mapped + 1 - kind) >> 1;
        if (runCount[kind] == reset) {
            runMagnitude[kind] >>= 1;
            runCount[kind] >>= 1;
            runNegative[kind] >>= 1;
        }
        runCount[kind]++;
    }

    private static int bits(int values) {
        return 32 - Integer.numberOfLeadingZeros(values - 1);
    }

    /** Which of nine regions a gradient lies in, -4 to 4, from -MAXVAL to MAXVAL. */
    private static byte[] regions(Presets presets, int near) {
        var maximum = presets.maximum();
        var table = new byte[2 * maximum + 1];
        for (var gradient = near + 1; gradient <= maximum; gradient++) {
            var region =
                    gradient < presets.low()
                            ? 1
                            : gradient < presets.middle() ? 2 : gradient < presets.high() ? 3 : 4;
            table[maximum + gradient] = (byte) region;
            table[maximum - gradient] = (byte) -region;
        }
        return table;
    }
}
