package io.meridian.dicom.codec.jpegls;

import static io.meridian.dicom.codec.jpegls.Segments.require;

/**
 * The preset coding parameters of a scan (T.87 section C.2.4.1.1).
 *
 * @param maximum greatest sample value, MAXVAL
 * @param low middle and high thresholds of the gradients, T1 to T3
 * @param reset at which count a context is halved
 */
record Presets(int maximum, int low, int middle, int high, int reset) {
    private static final int DEFAULT_RESET = 64;

    /** The defaults of T.87 section C.2.4.1.1.1. */
    static Presets of(int maximum, int near) {
        if (maximum >= 128) {
            var factor = (Math.min(maximum, 4095) + 128) >> 8;
            var low = within(factor + 2 + 3 * near, near + 1, maximum);
            var middle = within(factor * 4 + 3 + 5 * near, low, maximum);
            var high = within(factor * 17 + 4 + 7 * near, middle, maximum);
            return new Presets(maximum, low, middle, high, DEFAULT_RESET);
        }
        var factor = 256 / (maximum + 1);
        var low = within(Math.max(2, 3 / factor + 3 * near), near + 1, maximum);
        var middle = within(Math.max(3, 7 / factor + 5 * near), low, maximum);
        var high = within(Math.max(4, 21 / factor + 7 * near), middle, maximum);
        return new Presets(maximum, low, middle, high, DEFAULT_RESET);
    }

    /** These with defaults where a value is 0, checked. */
    Presets completed(int precision, int near) {
        var greatest = (1 << precision) - 1;
        var most = maximum == 0 ? greatest : maximum;
        require(most <= greatest, "MAXVAL must fit into the precision");
        require(near >= 0 && near <= Math.min(255, most / 2), "NEAR must be 0 to MAXVAL / 2");
        var defaults = of(most, near);
        var first = low == 0 ? defaults.low : low;
        var second = middle == 0 ? defaults.middle : middle;
        var third = high == 0 ? defaults.high : high;
        require(
                near < first && first <= second && second <= third && third <= most,
                "thresholds must rise from NEAR + 1 to MAXVAL");
        var count = reset == 0 ? DEFAULT_RESET : reset;
        require(count >= 3 && count <= Math.max(255, most), "RESET must be 3 to 255 or MAXVAL");
        return new Presets(most, first, second, third, count);
    }

    private static int within(int value, int least, int most) {
        return value > most || value < least ? least : value;
    }
}
