package io.meridian.dicom.pixels;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.pixels.View.Overlays;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.DataBufferUShort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Pictures for screens: grey frames by modality and VOI LUT, palettes and colour spaces as RGB,
 * overlays in white.
 */
public final class Rendering {
    private static final int WHITE = 255;
    private static final int WIDE_WHITE = 65_535;

    private Rendering() {}

    /** Grey or RGB picture of a frame, 8 bits a channel. */
    public static BufferedImage image(DataSet dataSet, DecodedFrame frame) {
        return image(dataSet, frame, View.DEFAULT);
    }

    /** As {@link #image(DataSet, DecodedFrame)}, by a view; overlays need {@link Frames}. */
    public static BufferedImage image(DataSet dataSet, DecodedFrame frame, View view) {
        if (frame.photometricInterpretation().equals("PALETTE COLOR")) {
            return colour(frame.columns(), frame.rows(), paletted(dataSet, frame));
        }
        return frame.samples() == 1
                ? grey(frame.columns(), frame.rows(), Grey.shades(dataSet, frame, view, WHITE))
                : colour(frame.columns(), frame.rows(), Colour.rgb(frame));
    }

    /**
     * Picture of a frame of any type, with overlays if the view shows them.
     *
     * @param index from 0
     */
    public static BufferedImage image(Frames frames, int index, View view) {
        var image =
                isWide(frames)
                        ? grey(
                                frames.columns(),
                                frames.rows(),
                                Grey.shades(frames, frames.stored(index), index, view, WHITE))
                        : image(frames.dataSet(), frames.decoded(index), view);
        if (view.overlays() == Overlays.SHOWN) {
            draw(image, Overlay.of(frames, index));
        }
        return image;
    }

    /** 16-bit picture of a grey frame, without overlays. */
    public static BufferedImage wideImage(Frames frames, int index, View view) {
        if (frames.samples() != 1 || frames.layout().photometric().equals("PALETTE COLOR")) {
            throw new PixelException("a picture of 16 bits is made of grey frames only");
        }
        var shades =
                isWide(frames)
                        ? Grey.shades(frames, frames.stored(index), index, view, WIDE_WHITE)
                        : Grey.shades(frames.dataSet(), frames.decoded(index), view, WIDE_WHITE);
        var image =
                new BufferedImage(frames.columns(), frames.rows(), BufferedImage.TYPE_USHORT_GRAY);
        var data = ((DataBufferUShort) image.getRaster().getDataBuffer()).getData();
        for (var i = 0; i < data.length; i++) {
            data[i] = (short) shades[i];
        }
        return image;
    }

    public static byte[] png(DataSet dataSet, DecodedFrame frame) {
        return png(image(dataSet, frame));
    }

    public static byte[] png(BufferedImage image) {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /**
     * Baseline JPEG of an 8-bit picture.
     *
     * @param quality above 0 to 1
     */
    public static byte[] jpeg(BufferedImage image, double quality) {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var out = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(out)) {
            var parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality((float) quality);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static boolean isWide(Frames frames) {
        return frames.type().isFloat() || frames.type().bytes() == 8;
    }

    private static int[] paletted(DataSet dataSet, DecodedFrame frame) {
        if (frame.samples() != 1) {
            throw new PixelException("PALETTE COLOR needs one sample a pixel");
        }
        var palette = Palette.of(dataSet);
        var values = frame.values();
        var colours = new int[values.length];
        for (var i = 0; i < colours.length; i++) {
            colours[i] = palette.colour(values[i]);
        }
        return colours;
    }

    private static BufferedImage grey(int columns, int rows, int[] shades) {
        var image = new BufferedImage(columns, rows, BufferedImage.TYPE_BYTE_GRAY);
        var data = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (var i = 0; i < data.length; i++) {
            data[i] = (byte) shades[i];
        }
        return image;
    }

    private static BufferedImage colour(int columns, int rows, int[] colours) {
        var image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        var data = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        System.arraycopy(colours, 0, data, 0, data.length);
        return image;
    }

    private static void draw(BufferedImage image, List<Overlay> overlays) {
        for (var overlay : overlays) {
            for (var row = 0; row < image.getHeight(); row++) {
                for (var column = 0; column < image.getWidth(); column++) {
                    if (overlay.isSet(row, column)) {
                        image.setRGB(column, row, 0xFFFFFF);
                    }
                }
            }
        }
    }
}
