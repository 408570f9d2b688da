package io.meridian.model.preprocessing;

import java.util.List;

/**
 * One decoded image as its file stores it, with what is needed to read the numbers: the neutral
 * input of {@link Preprocessing}.
 *
 * @param rows height in pixels
 * @param columns width in pixels
 * @param samples per pixel: 1 for grey, 3 for colour
 * @param stored rows × columns × samples stored values, row by row, samples of one pixel together;
 *     not copied: do not change it after
 * @param slope of the linear modality transform (DICOM PS3.3 C.11.1), 1 where there is none
 * @param intercept of the linear modality transform, 0 where there is none
 * @param minimum the smallest value that could be stored
 * @param maximum the largest value that could be stored
 * @param inverted whether small values are bright (MONOCHROME1)
 * @param windows the file's own VOI windows, in order (DICOM PS3.3 C.11.2)
 */
@SuppressWarnings("ArrayRecordComponent")
public record PixelImage(
        int rows,
        int columns,
        int samples,
        float[] stored,
        double slope,
        double intercept,
        double minimum,
        double maximum,
        boolean inverted,
        List<Window> windows) {
    /** The most pixels accepted. */
    public static final long MAXIMUM_PIXELS = 1L << 28;

    public PixelImage {
        if (rows < 1 || columns < 1 || (long) rows * columns > MAXIMUM_PIXELS) {
            throw new PreprocessingException(
                    "an image has 1 to %d pixels, not %d × %d"
                            .formatted(MAXIMUM_PIXELS, rows, columns));
        }
        if (samples != 1 && samples != 3) {
            throw new PreprocessingException("an image has 1 or 3 samples, not " + samples);
        }
        if (stored.length != (long) rows * columns * samples) {
            throw new PreprocessingException(
                    "%d × %d pixels of %d samples need %d values, not %d"
                            .formatted(
                                    rows,
                                    columns,
                                    samples,
                                    (long) rows * columns * samples,
                                    stored.length));
        }
        if (!(maximum > minimum) || !Double.isFinite(maximum - minimum)) {
            throw new PreprocessingException("an image's largest value must exceed its smallest");
        }
        if (!Double.isFinite(slope) || slope == 0 || !Double.isFinite(intercept)) {
            throw new PreprocessingException("slope and intercept must be finite, slope not 0");
        }
        windows = List.copyOf(windows);
    }

    /** An 8-bit grey image without transforms, as in MedMNIST files. */
    public static PixelImage grey8(int rows, int columns, byte[] pixels) {
        float[] stored = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            stored[i] = pixels[i] & 0xff;
        }
        return new PixelImage(rows, columns, 1, stored, 1, 0, 0, 255, false, List.of());
    }

    /**
     * A range of values to show.
     *
     * @param center in units after the modality transform
     * @param width in units after the modality transform, above 0
     */
    public record Window(double center, double width) {
        public Window {
            if (!Double.isFinite(center) || !Double.isFinite(width) || width <= 0) {
                throw new PreprocessingException(
                        "a window has a finite center and a width above 0");
            }
        }
    }
}
