package io.meridian.dicom.pixels;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tag;
import java.util.Arrays;
import java.util.Optional;

/**
 * A look-up table of the standard: descriptor and data (PS3.3 sections C.11.1.1 and C.7.6.3.1.5).
 * Values below the first map to the first entry, those above the last to the last.
 *
 * @param first stored value that the first entry is for
 * @param bits of an entry, as the descriptor says or as the entries need
 */
@SuppressWarnings("ArrayRecordComponent") // read only, inside this package and by reference
record LookupTable(int first, int bits, int[] entries) {
    private static final int MOST_ENTRIES = 1 << 16;

    /**
     * Reads a table of an item of a LUT sequence.
     *
     * @param signed the values that go in may be negative
     */
    static LookupTable of(DataSet item, boolean signed) {
        var descriptor = Descriptor.of(item, PixelTags.LUTDescriptor, signed);
        var entries =
                entries(item.bytes(PixelTags.LUTData), descriptor)
                        .orElseThrow(() ->
                                new PixelException("LUTData is shorter than its descriptor says"));
        return of(descriptor, entries);
    }

    static LookupTable of(Descriptor descriptor, int[] entries) {
        var greatest = Arrays.stream(entries).max().orElse(0);
        var needed = 32 - Integer.numberOfLeadingZeros(Math.max(1, greatest));
        return new LookupTable(
                descriptor.first(),
                Math.clamp(Math.max(descriptor.bits(), needed), 1, 16),
                entries);
    }

    /** Entries of 8 bits may be one a byte or one a word; the length tells. */
    static Optional<int[]> entries(byte[] data, Descriptor descriptor) {
        var size = descriptor.size();
        var wide = data.length >= 2 * size;
        if (!wide && data.length < size) {
            return Optional.empty();
        }
        var entries = new int[size];
        for (var i = 0; i < size; i++) {
            entries[i] = (int) (wide ? Cells.get(data, 2 * i, 2) : Cells.get(data, i, 1));
        }
        return Optional.of(entries);
    }

    /** The entry for a value. */
    int at(double value) {
        return entries[(int) Math.clamp(Math.floor(value) - first, 0.0, entries.length - 1.0)];
    }

    int maximum() {
        return (1 << bits) - 1;
    }

    /**
     * The three numbers of a LUT descriptor, whatever VR they came in.
     *
     * @param size 1 to 65,536; 0 in the attribute means 65,536
     */
    record Descriptor(int size, int first, int bits) {
        static Descriptor of(DataSet dataSet, Tag tag, boolean signed) {
            var bytes = dataSet.bytes(tag);
            if (bytes.length < 6) {
                throw new PixelException("the LUT descriptor %s must have 3 values".formatted(tag));
            }
            var size = (int) Cells.get(bytes, 0, 2);
            var first = (int) Cells.get(bytes, 2, 2);
            return new Descriptor(
                    size == 0 ? MOST_ENTRIES : size,
                    signed ? (short) first : first,
                    (int) Cells.get(bytes, 4, 2));
        }
    }
}
