package io.meridian.dicom.pixels;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import java.util.Arrays;

/**
 * PALETTE COLOR look-up tables, plain or segmented (PS3.3 section C.7.6.3.1.5 and C.7.9.2), as
 * 24-bit RGB.
 *
 * @param first stored value that the first colour is for
 */
@SuppressWarnings("ArrayRecordComponent") // read only, inside this package
record Palette(int first, int[] colours) {
    private static final int FULL = 255;

    static Palette of(DataSet dataSet) {
        var red =
                table(
                        dataSet,
                        Tags.RedPaletteColorLookupTableDescriptor,
                        Tags.RedPaletteColorLookupTableData,
                        PixelTags.SegmentedRedPalette);
        var green =
                table(
                        dataSet,
                        Tags.GreenPaletteColorLookupTableDescriptor,
                        Tags.GreenPaletteColorLookupTableData,
                        PixelTags.SegmentedGreenPalette);
        var blue =
                table(
                        dataSet,
                        Tags.BluePaletteColorLookupTableDescriptor,
                        Tags.BluePaletteColorLookupTableData,
                        PixelTags.SegmentedBluePalette);
        var colours = new int[red.entries().length];
        for (var i = 0; i < colours.length; i++) {
            colours[i] = (level(red, i) << 16) | (level(green, i) << 8) | level(blue, i);
        }
        return new Palette(red.first(), colours);
    }

    int colour(int stored) {
        return colours[(int) Math.clamp((long) stored - first, 0L, colours.length - 1L)];
    }

    /** Tables of 8 bits are shown as they are, of 16 by their high byte. */
    private static int level(LookupTable table, int index) {
        var entry = table.entries()[Math.min(index, table.entries().length - 1)];
        return table.bits() <= 8 ? entry & FULL : entry >> (table.bits() - 8);
    }

    private static LookupTable table(
            DataSet dataSet, Tag descriptorTag, Tag dataTag, Tag segmentedTag) {
        var signed = Layout.isSigned(dataSet);
        var descriptor = LookupTable.Descriptor.of(dataSet, descriptorTag, signed);
        var segmented = dataSet.bytes(segmentedTag);
        var entries =
                segmented.length > 0
                        ? SegmentedTable.entries(segmented, descriptor)
                        : LookupTable.entries(dataSet.bytes(dataTag), descriptor)
                                .orElseThrow(() ->
                                        new PixelException(
                                                "a palette is shorter than its descriptor says"));
        var table = LookupTable.of(descriptor, entries);
        // Some devices say 16 bits and write 8: such a palette would be black.
        return table.bits() > 8 && Arrays.stream(entries).allMatch(entry -> entry <= FULL)
                ? new LookupTable(table.first(), 8, entries)
                : table;
    }
}
