package io.meridian.dicom.codec.jpeg2000;

import io.meridian.dicom.codec.CodecException;

/**
 * The steps of a component's bands (QCD and QCC, T.800 A.6.4 and E.1).
 *
 * @param derived only the lowest band's step is given
 * @param exponents and mantissas in the order of the bands: lowest, then HL, LH, HH of each level
 */
@SuppressWarnings("ArrayRecordComponent") // never changed
record Quantisation(int guardBits, boolean derived, int[] exponents, int[] mantissas) {
    static Quantisation read(Bytes segment) {
        var style = segment.one();
        if ((style & 31) > 2) {
            throw new CodecException("there is no such style of quantisation in part 1");
        }
        var none = (style & 31) == 0;
        var count = Math.min(none ? segment.left() : segment.left() / 2, 97);
        var exponents = new int[count];
        var mantissas = new int[count];
        for (var i = 0; i < count; i++) {
            var value = none ? segment.one() << 8 : segment.two();
            exponents[i] = value >> 11;
            mantissas[i] = value & 0x7FF;
        }
        return new Quantisation(style >> 5, (style & 31) == 1, exponents, mantissas);
    }

    /**
     * The exponent of a band.
     *
     * @param band its number: 0 the lowest, 3 × (resolution - 1) + 1, 2, 3 for HL, LH, HH
     */
    int exponent(int band) {
        if (derived) {
            return Math.max(0, exponents[index(0)] - (band == 0 ? 0 : (band - 1) / 3));
        }
        return exponents[index(band)];
    }

    int mantissa(int band) {
        return mantissas[index(derived ? 0 : band)];
    }

    private int index(int band) {
        if (band >= exponents.length) {
            throw new CodecException("the quantisation of a band is missing");
        }
        return band;
    }
}
