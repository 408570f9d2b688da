package io.meridian.dicom.pixels;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import java.awt.image.BufferedImage;

/** PALETTE COLOR look-up tables (PS3.3 section C.7.6.3.1.5), not segmented. */
final class Palette {
    private Palette() {}

    static BufferedImage image(DataSet dataSet, DecodedFrame frame) {
        var red =
                table(
                        dataSet,
                        Tags.RedPaletteColorLookupTableDescriptor,
                        Tags.RedPaletteColorLookupTableData);
        var green =
                table(
                        dataSet,
                        Tags.GreenPaletteColorLookupTableDescriptor,
                        Tags.GreenPaletteColorLookupTableData);
        var blue =
                table(
                        dataSet,
                        Tags.BluePaletteColorLookupTableDescriptor,
                        Tags.BluePaletteColorLookupTableData);
        var first =
                (int)
                        dataSet.numbers(Tags.RedPaletteColorLookupTableDescriptor)
                                .get(1)
                                .doubleValue();
        var image = new BufferedImage(frame.columns(), frame.rows(), BufferedImage.TYPE_INT_RGB);
        for (var pixel = 0; pixel < frame.values().length; pixel++) {
            var index = Math.clamp(frame.values()[pixel] - (long) first, 0, red.length - 1);
            var rgb =
                    red[index] << 16
                            | green[Math.min(index, green.length - 1)] << 8
                            | blue[Math.min(index, blue.length - 1)];
            image.setRGB(pixel % frame.columns(), pixel / frame.columns(), rgb);
        }
        return image;
    }

    private static int[] table(DataSet dataSet, Tag descriptorTag, Tag dataTag) {
        var descriptor = dataSet.numbers(descriptorTag);
        var bytes = dataSet.bytes(dataTag);
        if (descriptor.size() != 3 || bytes.length == 0) {
            throw new PixelException("a palette's descriptor or data are missing");
        }
        var size = descriptor.getFirst() == 0 ? 65_536 : descriptor.getFirst().intValue();
        var wide = bytes.length >= size * 2;
        if (size < 1 || bytes.length < size) {
            throw new PixelException("a palette is shorter than its descriptor says");
        }
        var shift = descriptor.get(2) > 8 ? 1 : 0;
        var table = new int[size];
        for (var i = 0; i < size; i++) {
            table[i] = wide ? bytes[i * 2 + shift] & 0xFF : bytes[i] & 0xFF;
        }
        return table;
    }
}
