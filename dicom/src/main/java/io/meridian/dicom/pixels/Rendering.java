package io.meridian.dicom.pixels;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tags;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * Pictures for screens: modality LUT, window (the object's own, or from lowest to highest value;
 * PS3.3 section C.11.2.1.2), MONOCHROME1 turned round; 8 bits.
 */
public final class Rendering {
    private Rendering() {}

    /** Grey or RGB picture of a frame. */
    public static BufferedImage image(DataSet dataSet, DecodedFrame frame) {
        return frame.samples() == 3 ? colour(frame) : grey(dataSet, frame);
    }

    public static byte[] png(DataSet dataSet, DecodedFrame frame) {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image(dataSet, frame), "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static BufferedImage grey(DataSet dataSet, DecodedFrame frame) {
        if (frame.photometricInterpretation().equals("PALETTE COLOR")) {
            return Palette.image(dataSet, frame);
        }
        var low = Double.MAX_VALUE;
        var high = -Double.MAX_VALUE;
        var centre = dataSet.numbers(Tags.WindowCenter);
        var width = dataSet.numbers(Tags.WindowWidth);
        if (!centre.isEmpty() && !width.isEmpty() && width.getFirst() >= 1) {
            low = centre.getFirst() - 0.5 - (width.getFirst() - 1) / 2;
            high = low + Math.max(1, width.getFirst() - 1);
        } else {
            for (var stored : frame.values()) {
                var value = stored * frame.slope() + frame.intercept();
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        var range = high > low ? high - low : 1;
        var image = new BufferedImage(frame.columns(), frame.rows(), BufferedImage.TYPE_BYTE_GRAY);
        var raster = image.getRaster();
        for (var row = 0; row < frame.rows(); row++) {
            for (var column = 0; column < frame.columns(); column++) {
                var share = Math.clamp((frame.modalityValue(row, column) - low) / range, 0, 1);
                var shade = (int) Math.round(255 * (frame.isInverted() ? 1 - share : share));
                raster.setSample(column, row, 0, shade);
            }
        }
        return image;
    }

    private static BufferedImage colour(DecodedFrame frame) {
        var image = new BufferedImage(frame.columns(), frame.rows(), BufferedImage.TYPE_INT_RGB);
        var ybr = frame.photometricInterpretation().startsWith("YBR_FULL");
        var shift = Math.max(0, frame.bitsStored() - 8);
        var values = frame.values();
        for (var pixel = 0; pixel < frame.rows() * frame.columns(); pixel++) {
            var a = values[pixel * 3] >> shift;
            var b = values[pixel * 3 + 1] >> shift;
            var c = values[pixel * 3 + 2] >> shift;
            var rgb = ybr ? fromYbr(a, b - 128, c - 128) : a << 16 | b << 8 | c;
            image.setRGB(pixel % frame.columns(), pixel / frame.columns(), rgb);
        }
        return image;
    }

    /** PS3.3 section C.7.6.3.1.2. */
    private static int fromYbr(int y, int cb, int cr) {
        var red = clamp(y + 1.402 * cr);
        var green = clamp(y - 0.344136 * cb - 0.714136 * cr);
        var blue = clamp(y + 1.772 * cb);
        return red << 16 | green << 8 | blue;
    }

    private static int clamp(double value) {
        return Math.clamp(Math.round(value), 0, 255);
    }
}
