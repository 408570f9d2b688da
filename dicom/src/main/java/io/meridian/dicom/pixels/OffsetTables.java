package io.meridian.dicom.pixels;

import io.meridian.dicom.Content;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.Element;
import io.meridian.dicom.Element.Value;
import io.meridian.dicom.Tags;
import io.meridian.dicom.Vr;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;

/**
 * Compressed frames as fragments, one each, with the table that says where they are: the basic one
 * as long as its 32 bits reach, else the extended one (PS3.5 annex A.4, PS3.3 section C.7.6.3.1.8).
 */
final class OffsetTables {
    static final long MOST_BASIC_OFFSET = 0xFFFFFFFFL;

    private OffsetTables() {}

    /**
     * Puts pixel data and its table.
     *
     * @param frames file in which the frames follow each other
     * @param lengths of the frames, even
     * @param mostBasicOffset greatest offset that the basic table may hold
     */
    static void put(DataSet.Builder builder, Path frames, long[] lengths, long mostBasicOffset) {
        var items = new ArrayList<Content>();
        var offsets = new long[lengths.length];
        var at = 0L;
        for (var i = 0; i < lengths.length; i++) {
            offsets[i] = at + 8L * i;
            items.add(Content.stored(frames, at, lengths[i]));
            at += lengths[i];
        }
        if (offsets[offsets.length - 1] <= mostBasicOffset) {
            items.addFirst(table(offsets, 4));
        } else {
            items.addFirst(Content.empty());
            builder.bytes(PixelTags.ExtendedOffsetTable, Vr.OV, table(offsets, 8).bytes())
                    .bytes(PixelTags.ExtendedOffsetTableLengths, Vr.OV, table(lengths, 8).bytes());
        }
        builder.put(new Element(Tags.PixelData, Vr.OB, new Value.Fragments(items)));
    }

    private static Content table(long[] values, int bytes) {
        var buffer =
                ByteBuffer.allocate(Math.multiplyExact(values.length, bytes))
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (var value : values) {
            if (bytes == 4) {
                buffer.putInt((int) value);
            } else {
                buffer.putLong(value);
            }
        }
        return Content.of(buffer.array());
    }
}
