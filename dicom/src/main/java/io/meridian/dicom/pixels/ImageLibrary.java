package io.meridian.dicom.pixels;

import io.meridian.dicom.codec.CodecException;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** JPEG 2000 through the image plug-in on the class path. */
final class ImageLibrary {
    private ImageLibrary() {}

    static Samples decode(Layout layout, byte[] content) {
        var raster = read(layout, content);
        if (raster.getHeight() != layout.rows()
                || raster.getWidth() != layout.columns()
                || raster.getNumBands() != layout.samples()) {
            throw otherSize();
        }
        var values =
                raster.getPixels(0, 0, layout.columns(), layout.rows(), new int[layout.values()]);
        return new Samples.Coded(
                values, layout.samples() == 3 ? "RGB" : layout.photometric(), layout.bitsStored());
    }

    private static Raster read(Layout layout, byte[] content) {
        var readers = ImageIO.getImageReadersByFormatName("jpeg2000");
        IOException last = new IOException("no decoder is on the class path");
        while (readers.hasNext()) {
            var reader = readers.next();
            try (var input = ImageIO.createImageInputStream(new ByteArrayInputStream(content))) {
                reader.setInput(input);
                if (reader.getHeight(0) != layout.rows()
                        || reader.getWidth(0) != layout.columns()) {
                    throw otherSize();
                }
                return raster(reader);
            } catch (CodecException e) {
                throw e;
            } catch (IOException e) {
                last = e;
            } catch (RuntimeException e) {
                last = new IOException("the decoder failed", e);
            } finally {
                reader.dispose();
            }
        }
        throw new CodecException(String.valueOf(last.getMessage()), last);
    }

    private static CodecException otherSize() {
        return new CodecException(
                "the compressed frame is of another size than Rows and Columns say");
    }

    private static Raster raster(ImageReader reader) throws IOException {
        return reader.canReadRaster()
                ? reader.readRaster(0, reader.getDefaultReadParam())
                : reader.read(0).getRaster();
    }
}
