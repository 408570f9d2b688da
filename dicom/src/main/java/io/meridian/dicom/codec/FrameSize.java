package io.meridian.dicom.codec;

/**
 * The size of a frame as the data set announces it: Rows, Columns and SamplesPerPixel, all above 0.
 * A codec refuses a frame of another size before it takes memory for it.
 */
public record FrameSize(int rows, int columns, int samples) {
    public FrameSize {
        if (rows < 1 || columns < 1 || samples < 1) {
            throw new IllegalArgumentException(
                    "rows, columns and samples must be above 0; they are %d, %d and %d"
                            .formatted(rows, columns, samples));
        }
        if ((long) rows * columns * samples > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a frame must have at most 2^31 - 1 samples");
        }
    }

    public int values() {
        return rows * columns * samples;
    }

    /**
     * Refuses a frame that is coded in another size.
     *
     * @throws CodecException unless the compressed frame has this size
     */
    public void require(int codedRows, int codedColumns, int codedSamples) {
        if (codedRows != rows || codedColumns != columns || codedSamples != samples) {
            throw new CodecException(
                    ("the frame must be of the size that Rows, Columns and SamplesPerPixel say, %d ×"
                                    + " %d × %d; it is coded as %d × %d × %d")
                            .formatted(
                                    rows, columns, samples, codedRows, codedColumns, codedSamples));
        }
    }
}
