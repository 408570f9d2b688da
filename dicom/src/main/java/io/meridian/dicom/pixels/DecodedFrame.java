package io.meridian.dicom.pixels;

/**
 * Stored values of one frame, before any look-up table: rows × columns × samples, sign extended.
 *
 * @param photometricInterpretation of these values (colour by pixel, not by plane)
 * @param slope and intercept of the modality LUT: value = stored × slope + intercept
 * @param index of the frame in its object, from 0
 */
@SuppressWarnings("ArrayRecordComponent") // owned by whoever decoded it
public record DecodedFrame(
        int rows,
        int columns,
        int samples,
        int bitsStored,
        boolean signed,
        String photometricInterpretation,
        double slope,
        double intercept,
        int[] values,
        int index) {
    public DecodedFrame {
        if (values.length != rows * columns * samples) {
            throw new IllegalArgumentException(
                    "%d × %d × %d values are needed; there are %d"
                            .formatted(rows, columns, samples, values.length));
        }
    }

    /** The first frame of an object. */
    public DecodedFrame(
            int rows,
            int columns,
            int samples,
            int bitsStored,
            boolean signed,
            String photometricInterpretation,
            double slope,
            double intercept,
            int[] values) {
        this(
                rows,
                columns,
                samples,
                bitsStored,
                signed,
                photometricInterpretation,
                slope,
                intercept,
                values,
                0);
    }

    /** Zero is shown white. */
    public boolean isInverted() {
        return photometricInterpretation.equals("MONOCHROME1");
    }

    /** The value of a pixel after the modality LUT, grey or the first sample. */
    public double modalityValue(int row, int column) {
        return values[(row * columns + column) * samples] * slope + intercept;
    }
}
