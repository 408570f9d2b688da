package io.meridian.dicom.pixels;

/** What a codec makes of a frame. */
sealed interface Samples {
    /** Cells of BitsAllocated, colour by pixel, bits that do not count included. */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once
    record Raw(byte[] cells, String photometric) implements Samples {}

    /**
     * Values as coded, colour by pixel; signs not yet extended.
     *
     * @param bits that count, the highest of which is the sign of signed values
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once
    record Coded(int[] values, String photometric, int bits) implements Samples {
        /** Clears what does not count, and extends the sign. */
        int[] extended(boolean signed) {
            var unused = 32 - bits;
            for (var i = 0; unused > 0 && i < values.length; i++) {
                values[i] = signed ? values[i] << unused >> unused : values[i] << unused >>> unused;
            }
            return values;
        }
    }
}
