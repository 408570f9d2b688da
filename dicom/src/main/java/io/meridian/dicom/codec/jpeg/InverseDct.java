package io.meridian.dicom.codec.jpeg;

/**
 * The inverse discrete cosine transform of T.81 A.3.3 in whole numbers, after Loeffler, Ligtenberg
 * and Moschytz, "Practical fast 1-D DCT algorithms with 11 multiplications", ICASSP 1989.
 *
 * <p>Constants have 13 binary places; between columns and rows 2 more are kept at 8 bits and 1 at
 * 12 bits. Those are the places that the Independent JPEG Group's accurate integer transform keeps,
 * so that levels agree with the programs built on it. Not thread-safe.
 */
final class InverseDct {
    private static final int PLACES = 13;
    private static final int C0_298 = 2446;
    private static final int C0_390 = 3196;
    private static final int C0_541 = 4433;
    private static final int C0_765 = 6270;
    private static final int C0_899 = 7373;
    private static final int C1_175 = 9633;
    private static final int C1_501 = 12_299;
    private static final int C1_847 = 15_137;
    private static final int C1_961 = 16_069;
    private static final int C2_053 = 16_819;
    private static final int C2_562 = 20_995;
    private static final int C3_072 = 25_172;

    private final int[] columns = new int[64];
    private final int[] line = new int[8];
    private final int between;
    private final int middle;
    private final int maximum;

    InverseDct(int precision) {
        between = precision > 8 ? 1 : 2;
        middle = 1 << (precision - 1);
        maximum = (1 << precision) - 1;
    }

    /**
     * Transforms a block and shifts its level.
     *
     * @param block 64 dequantised coefficients by rows
     * @param to receives 8 × 8 samples from {@code at}, lines {@code stride} apart
     */
    void transform(int[] block, short[] to, int at, int stride) {
        for (var x = 0; x < 8; x++) {
            column(block, x);
        }
        var shift = PLACES + between + 3;
        for (var y = 0; y < 8; y++) {
            var from = y * 8;
            eight(
                    columns[from],
                    columns[from + 1],
                    columns[from + 2],
                    columns[from + 3],
                    columns[from + 4],
                    columns[from + 5],
                    columns[from + 6],
                    columns[from + 7]);
            var target = at + y * stride;
            for (var x = 0; x < 8; x++) {
                to[target + x] = level(rounded(line[x], shift));
            }
        }
    }

    /** A block that has only its DC coefficient. */
    void flat(int dc, short[] to, int at, int stride) {
        var value = level(rounded(dc << between, between + 3));
        for (var y = 0; y < 8; y++) {
            java.util.Arrays.fill(to, at + y * stride, at + y * stride + 8, value);
        }
    }

    private void column(int[] block, int x) {
        if ((block[x + 8]
                        | block[x + 16]
                        | block[x + 24]
                        | block[x + 32]
                        | block[x + 40]
                        | block[x + 48]
                        | block[x + 56])
                == 0) {
            var value = block[x] << between;
            for (var y = 0; y < 64; y += 8) {
                columns[x + y] = value;
            }
            return;
        }
        eight(
                block[x],
                block[x + 8],
                block[x + 16],
                block[x + 24],
                block[x + 32],
                block[x + 40],
                block[x + 48],
                block[x + 56]);
        var shift = PLACES - between;
        for (var y = 0; y < 8; y++) {
            columns[x + y * 8] = rounded(line[y], shift);
        }
    }

    /** One transform of eight values into {@link #line}, scaled by 2^13. */
    private void eight(int f0, int f1, int f2, int f3, int f4, int f5, int f6, int f7) {
        var turn = (f2 + f6) * C0_541;
        var low = turn - f6 * C1_847;
        var high = turn + f2 * C0_765;
        var sum = (f0 + f4) << PLACES;
        var difference = (f0 - f4) << PLACES;
        var even0 = sum + high;
        var even3 = sum - high;
        var even1 = difference + low;
        var even2 = difference - low;

        var shared = (f7 + f3 + f5 + f1) * C1_175;
        var a = (f7 + f1) * -C0_899;
        var b = (f5 + f3) * -C2_562;
        var c = (f7 + f3) * -C1_961 + shared;
        var d = (f5 + f1) * -C0_390 + shared;
        var odd3 = f7 * C0_298 + a + c;
        var odd2 = f5 * C2_053 + b + d;
        var odd1 = f3 * C3_072 + b + c;
        var odd0 = f1 * C1_501 + a + d;

        line[0] = even0 + odd0;
        line[7] = even0 - odd0;
        line[1] = even1 + odd1;
        line[6] = even1 - odd1;
        line[2] = even2 + odd2;
        line[5] = even2 - odd2;
        line[3] = even3 + odd3;
        line[4] = even3 - odd3;
    }

    private static int rounded(int value, int shift) {
        return (value + (1 << (shift - 1))) >> shift;
    }

    private short level(int value) {
        return (short) Math.clamp((long) value + middle, 0, maximum);
    }
}
