package io.meridian.dicom.pixels;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** JPEG and JPEG 2000 through the image plug-ins on the class path. */
final class ImageLibrary {
    private ImageLibrary() {}

    static DecodedFrame decode(
            DataSet dataSet, Layout layout, TransferSyntax syntax, byte[] content) {
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
