package io.meridian.model.preprocessing;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomFile;
import io.meridian.dicom.Tags;
import io.meridian.dicom.pixels.DecodedFrame;
import io.meridian.dicom.pixels.PixelDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a frame of a DICOM object as the input of {@link Preprocessing}. */
public final class DicomImage {
    private static final Set<String> KNOWN = Set.of("MONOCHROME1", "MONOCHROME2", "RGB");

    private DicomImage() {}

    /**
     * One frame with its modality transform and VOI windows.
     *
     * @param frame from 0
     */
    public static PixelImage read(DicomFile file, int frame) {
        return of(PixelDecoder.decode(file, frame), file.dataSet());
    }

    /** A decoded frame, with the windows of the data set it came from. */
    public static PixelImage of(DecodedFrame frame, DataSet dataSet) {
        if (!KNOWN.contains(frame.photometricInterpretation())) {
            throw new PreprocessingException(
                    "PhotometricInterpretation must be one of %s for evaluation"
                            .formatted(KNOWN.stream().sorted().toList()));
        }
        int[] values = frame.values();
        float[] stored = new float[values.length];
        for (int i = 0; i < stored.length; i++) {
            stored[i] = values[i];
        }
        int bits = frame.bitsStored();
        return new PixelImage(
                frame.rows(),
                frame.columns(),
                frame.samples(),
                stored,
                frame.slope(),
                frame.intercept(),
                frame.signed() ? -Math.scalb(1.0, bits - 1) : 0,
                Math.scalb(1.0, frame.signed() ? bits - 1 : bits) - 1,
                frame.isInverted(),
                windows(dataSet));
    }

    /** Windows without a width above 0, which some devices write, are left out. */
    private static List<PixelImage.Window> windows(DataSet dataSet) {
        List<Double> centers = dataSet.numbers(Tags.WindowCenter);
        List<Double> widths = dataSet.numbers(Tags.WindowWidth);
        List<PixelImage.Window> windows = new ArrayList<>();
        for (int i = 0; i < Math.min(centers.size(), widths.size()); i++) {
            if (widths.get(i) > 0) {
                windows.add(new PixelImage.Window(centers.get(i), widths.get(i)));
            }
        }
        return windows;
    }
}
