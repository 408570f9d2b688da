package io.meridian.dicom.codec.jpeg2000;

/**
 * The MQ decoder (T.800 annex C) with the contexts of a code-block. Behind its segment it reads
 * ones. Not thread-safe.
 */
final class ArithmeticDecoder {
    static final int RUN = 17;
    static final int UNIFORM = 18;

    /** For each state and its more probable symbol: probability of the other symbol. */
    private static final int[] PROBABILITY = new int[94];

    /**
     * The state after the more, and after the less probable symbol; bit 0 is the more probable one.
     */
    private static final int[] AFTER_MORE = new int[94];

    private static final int[] AFTER_LESS = new int[94];

    static {
        // T.800 table C.2: Qe, next after MPS, next after LPS; LPS in states 0, 6 and 14 switch.
        var table =
                new int[] {
                    0x5601, 1, 1, 0x3401, 2, 6, 0x1801, 3, 9, 0x0AC1, 4, 12, 0x0521, 5, 29,
                    0x0221, 38, 33, 0x5601, 7, 6, 0x5401, 8, 14, 0x4801, 9, 14, 0x3801, 10, 14,
                    0x3001, 11, 17, 0x2401, 12, 18, 0x1C01, 13, 20, 0x1601, 29, 21, 0x5601, 15, 14,
                    0x5401, 16, 14, 0x5101, 17, 15, 0x4801, 18, 16, 0x3801, 19, 17, 0x3401, 20, 18,
                    0x3001, 21, 19, 0x2801, 22, 19, 0x2401, 23, 20, 0x2201, 24, 21, 0x1C01, 25, 22,
                    0x1801, 26, 23, 0x1601, 27, 24, 0x1401, 28, 25, 0x1201, 29, 26, 0x1101, 30, 27,
                    0x0AC1, 31, 28, 0x09C1, 32, 29, 0x08A1, 33, 30, 0x0521, 34, 31, 0x0441, 35, 32,
                    0x02A1, 36, 33, 0x0221, 37, 34, 0x0141, 38, 35, 0x0111, 39, 36, 0x0085, 40, 37,
                    0x0049, 41, 38, 0x0025, 42, 39, 0x0015, 43, 40, 0x0009, 44, 41, 0x0005, 45, 42,
                    0x0001, 45, 43, 0x5601, 46, 46
                };
        for (var state = 0; state < 47; state++) {
            var turns = state == 0 || state == 6 || state == 14 ? 1 : 0;
            for (var symbol = 0; symbol < 2; symbol++) {
                var at = state * 2 + symbol;
                PROBABILITY[at] = table[state * 3];
                AFTER_MORE[at] = table[state * 3 + 1] * 2 + symbol;
                AFTER_LESS[at] = table[state * 3 + 2] * 2 + (symbol ^ turns);
            }
        }
    }

    private final int[] contexts = new int[19];
    private byte[] bytes = new byte[0];
    private int position;
    private int end;
    private int register;
    private int interval;
    private int count;

    void resetContexts() {
        java.util.Arrays.fill(contexts, 0);
        contexts[0] = 4 * 2;
        contexts[RUN] = 3 * 2;
        contexts[UNIFORM] = 46 * 2;
    }

    /** Begins a segment; the array has two bytes more. */
    void begin(byte[] from, int start, int stop) {
        bytes = from;
        position = start;
        end = stop;
        register = at(position) << 16;
        nextByte();
        register <<= 7;
        count -= 7;
        interval = 0x8000;
    }

    private int at(int place) {
        return place < end ? bytes[place] & 0xFF : 0xFF;
    }

    private void nextByte() {
        if (at(position) == 0xFF) {
            var next = at(position + 1);
            if (next > 0x8F) {
                register += 0xFF00;
                count = 8;
            } else {
                position++;
                register += next << 9;
                count = 7;
            }
        } else {
            position++;
            register += at(position) << 8;
            count = 8;
        }
    }

    int decode(int context) {
        var state = contexts[context];
        var probability = PROBABILITY[state];
        interval -= probability;
        if (register >>> 16 < probability) {
            int symbol;
            if (interval < probability) {
                symbol = state & 1;
                contexts[context] = AFTER_MORE[state];
            } else {
                symbol = ~state & 1;
                contexts[context] = AFTER_LESS[state];
            }
            interval = probability;
            renormalise();
            return symbol;
        }
        register -= probability << 16;
        if ((interval & 0x8000) != 0) {
            return state & 1;
        }
        int symbol;
        if (interval < probability) {
            symbol = ~state & 1;
            contexts[context] = AFTER_LESS[state];
        } else {
            symbol = state & 1;
            contexts[context] = AFTER_MORE[state];
        }
        renormalise();
        return symbol;
    }

    private void renormalise() {
        var shift = Integer.numberOfLeadingZeros(interval) - 16;
        interval <<= shift;
        while (shift > count) {
            register <<= count;
            shift -= count;
            nextByte();
        }
        register <<= shift;
        count -= shift;
    }
}
