package io.meridian.dicom.pixels;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.codec.CodecException;
import io.meridian.dicom.codec.FrameSize;
import io.meridian.dicom.codec.jpeg.JpegColour;
import io.meridian.dicom.codec.jpeg.JpegDecoder;
import io.meridian.dicom.codec.jpeg.JpegHeader;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** JPEG and JPEG 2000 through the image plug-ins on the class path. */
final class ImageLibrary {
    private static final Set<TransferSyntax> JPEG_2000 =
            Set.of(TransferSyntax.JPEG_2000, TransferSyntax.JPEG_2000_LOSSLESS);

    private ImageLibrary() {}

    private static DecodedFrame jpeg(
            DataSet dataSet, Layout layout, TransferSyntax syntax, byte[] content) {
        var size = new FrameSize(layout.rows(), layout.columns(), layout.samples());
        try {
            var image = JpegDecoder.decode(content, size);
            var values = image.samples();
            var lossless = image.header().process() == JpegHeader.Process.LOSSLESS;
            if (lossless || layout.signed() || image.header().precision() <= layout.bitsStored()) {
                for (var i = 0; i < values.length; i++) {
                    values[i] = NativePixels.extend(values[i], layout);
                }
            }
            var declared = dataSet.first(Tags.PhotometricInterpretation);
            return DecodedFrame.of(
                    dataSet,
                    layout,
                    JpegColour.of(image.header(), declared).photometricInterpretation(),
                    values);
        } catch (CodecException e) {
            throw new PixelException(
                    "pixels in transfer syntax %s cannot be decoded: %s"
                            .formatted(syntax, e.getMessage()),
                    e);
        }
    }

    static DecodedFrame decode(
            DataSet dataSet, Layout layout, TransferSyntax syntax, byte[] content) {
        if (!JPEG_2000.contains(syntax)) {
            return jpeg(dataSet, layout, syntax, content);
        }
        var raster = read(layout, syntax, content);
        if (raster.getHeight() != layout.rows()
                || raster.getWidth() != layout.columns()
                || raster.getNumBands() != layout.samples()) {
            throw otherSize(syntax);
        }
        var values =
                raster.getPixels(0, 0, layout.columns(), layout.rows(), new int[layout.values()]);
        for (var i = 0; i < values.length; i++) {
            values[i] = NativePixels.extend(values[i], layout);
        }
        var photometric = dataSet.first(Tags.PhotometricInterpretation);
        var jpeg2000 =
                syntax.equals(TransferSyntax.JPEG_2000)
                        || syntax.equals(TransferSyntax.JPEG_2000_LOSSLESS);
        return DecodedFrame.of(
                dataSet, layout, jpeg2000 && layout.samples() == 3 ? "RGB" : photometric, values);
    }

    private static Raster read(Layout layout, TransferSyntax syntax, byte[] content) {
        var jpeg2000 =
                syntax.equals(TransferSyntax.JPEG_2000)
                        || syntax.equals(TransferSyntax.JPEG_2000_LOSSLESS);
        var readers = ImageIO.getImageReadersByFormatName(jpeg2000 ? "jpeg2000" : "jpeg");
        IOException last = new IOException("no decoder is on the class path");
        while (readers.hasNext()) {
            var reader = readers.next();
            try (var input = ImageIO.createImageInputStream(new ByteArrayInputStream(content))) {
                reader.setInput(input);
                if (reader.getHeight(0) != layout.rows()
                        || reader.getWidth(0) != layout.columns()) {
                    throw otherSize(syntax);
                }
                return raster(reader);
            } catch (PixelException e) {
                throw e;
            } catch (IOException e) {
                last = e;
            } catch (RuntimeException e) {
                last = new IOException("the decoder failed", e);
            } finally {
                reader.dispose();
            }
        }
        throw new PixelException(
                "pixels in transfer syntax %s cannot be decoded: %s"
                        .formatted(syntax, last.getMessage()),
                last);
    }

    private static PixelException otherSize(TransferSyntax syntax) {
        return new PixelException(
                "the compressed frame in %s is of another size than Rows and Columns say"
                        .formatted(syntax));
    }

    private static Raster raster(ImageReader reader) throws IOException {
        return reader.canReadRaster()
                ? reader.readRaster(0, reader.getDefaultReadParam())
                : reader.read(0).getRaster();
    }
}
