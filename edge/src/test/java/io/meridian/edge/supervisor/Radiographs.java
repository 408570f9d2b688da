package io.meridian.edge.supervisor;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tags;
import io.meridian.dicom.Vr;
import io.meridian.edge.Modality;
import java.util.Random;

/** Radiographs of the largest sizes. */
final class Radiographs {
    private Radiographs() {}

    /** A square of noise, 12 bits in 16. */
    static DataSet large(int study, int side) {
        var pixels = new byte[2 * side * side];
        new Random(study).nextBytes(pixels);
        for (var high = 1; high < pixels.length; high += 2) {
            pixels[high] &= 0x0F;
        }
        return Modality.image("P-" + study, study, 1, 0).toBuilder()
                .numbers(Tags.Rows, side)
                .numbers(Tags.Columns, side)
                .numbers(Tags.BitsAllocated, 16)
                .numbers(Tags.BitsStored, 12)
                .numbers(Tags.HighBit, 11)
                .bytes(Tags.PixelData, Vr.OW, pixels)
                .build();
    }
}
