package io.meridian.dicom.pixels;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tags;

/**
 * Stored values of one frame, before any look-up table: rows × columns × samples, sign extended.
 *
 * @param photometricInterpretation of these values (colour by pixel, not by plane)
 * @param slope and intercept of the modality LUT: value = stored × slope + intercept
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
        int[] values) {
    public DecodedFrame {
        if (values.length != rows * columns * samples) {
            throw new IllegalArgumentException(
                    "%d × %d × %d values are needed; there are %d"
                            .formatted(rows, columns, samples, values.length));
        }
    }

    /** Zero is shown white. */
    public boolean isInverted() {
        return photometricInterpretation.equals("MONOCHROME1");
    }

    /** The value of a pixel after the modality LUT, grey or the first sample. */
    public double modalityValue(int row, int column) {
        return values[(row * columns + column) * samples] * slope + intercept;
    }

    static DecodedFrame of(DataSet dataSet, Layout layout, String photometric, int[] values) {
        return new DecodedFrame(
                layout.rows(),
                layout.columns(),
                layout.samples(),
                layout.bitsStored(),
                layout.signed(),
                photometric,
                dataSet.number(Tags.RescaleSlope, 1),
                dataSet.number(Tags.RescaleIntercept, 0),
                values);
    }
}
