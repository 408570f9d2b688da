package io.meridian.governance.pixels;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.pixels.DecodedFrame;
import io.meridian.dicom.pixels.Rendering;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Grey pictures of a frame in which text would show. */
final class Greys {
    private static final double TAIL = 0.005;

    private Greys() {}

    /**
     * From the least to the greatest value; and, where a few extreme values squeeze the rest,
     * without them.
     */
    static List<GreyImage> of(DataSet dataSet, DecodedFrame frame) {
        if (frame.photometricInterpretation().equals("PALETTE COLOR")) {
            return List.of(rendered(dataSet, frame));
        }
        var values = greyValues(frame);
        var sorted = values.clone();
        Arrays.sort(sorted);
        var low = sorted[0];
        var high = sorted[sorted.length - 1];
        var tail = (int) (sorted.length * TAIL);
        var innerLow = sorted[tail];
        var innerHigh = sorted[sorted.length - 1 - tail];
        var images = new ArrayList<GreyImage>();
        images.add(stretched(frame, values, low, high));
        if (2L * ((long) innerHigh - innerLow) < (long) high - low && innerHigh > innerLow) {
            images.add(stretched(frame, values, innerLow, innerHigh));
        }
        return images;
    }

    private static int[] greyValues(DecodedFrame frame) {
        var samples = frame.samples();
        if (samples == 1) {
            return frame.values();
        }
        var isLuminance = frame.photometricInterpretation().startsWith("YBR");
        var result = new int[frame.rows() * frame.columns()];
        for (var i = 0; i < result.length; i++) {
            var first = frame.values()[i * samples];
            result[i] =
                    isLuminance
                            ? first
                            : (first
                                            + frame.values()[i * samples + 1]
                                            + frame.values()[i * samples + 2])
                                    / 3;
        }
        return result;
    }

    private static GreyImage stretched(DecodedFrame frame, int[] values, int low, int high) {
        var range = Math.max(1, (long) high - low);
        var pixels = new byte[values.length];
        for (var i = 0; i < pixels.length; i++) {
            var value = Math.clamp(values[i], low, high);
            pixels[i] = (byte) (((long) value - low) * 255 / range);
        }
        return GreyImage.of(frame.columns(), frame.rows(), pixels);
    }

    private static GreyImage rendered(DataSet dataSet, DecodedFrame frame) {
        var image = Rendering.image(dataSet, frame);
        var pixels = new byte[frame.rows() * frame.columns()];
        for (var i = 0; i < pixels.length; i++) {
            var rgb = image.getRGB(i % frame.columns(), i / frame.columns());
            pixels[i] = (byte) (((rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff)) / 3);
        }
        return GreyImage.of(frame.columns(), frame.rows(), pixels);
    }
}
