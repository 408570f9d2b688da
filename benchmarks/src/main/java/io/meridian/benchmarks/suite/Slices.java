package io.meridian.benchmarks.suite;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.SopClass;
import io.meridian.dicom.Tags;
import io.meridian.dicom.Vr;
import java.util.Random;

/** Generated slices: a bright disc that fades, with the noise of a scanner; no one's data. */
final class Slices {
    private static final int NOISE = 12;

    private Slices() {}

    /** 12 bits in cells of 16. */
    static DataSet deep(int side) {
        byte[] pixels = new byte[2 * side * side];
        var random = new Random(side);
        for (int i = 0; i < side * side; i++) {
            int value = Math.clamp(level(i, side, 2_800) + noise(random, NOISE), 0, 4_095);
            pixels[2 * i] = (byte) value;
            pixels[2 * i + 1] = (byte) (value >>> 8);
        }
        return described(side, 1, 16, 12).bytes(Tags.PixelData, Vr.OW, pixels).build();
    }

    /** 8 bits. */
    static DataSet shallow(int side, int samples) {
        byte[] pixels = new byte[samples * side * side];
        var random = new Random(side);
        for (int i = 0; i < pixels.length; i++) {
            int level = level(i / samples, side, 200 - 40 * (i % samples));
            pixels[i] = (byte) Math.clamp(level + noise(random, 3), 0, 255);
        }
        return described(side, samples, 8, 8).bytes(Tags.PixelData, Vr.OW, pixels).build();
    }

    private static int level(int index, int side, int brightest) {
        int row = index / side;
        double x = (index % side - side / 2.0) / side;
        double y = (row - side / 2.0) / side;
        return (int) (brightest * Math.exp(-8 * (x * x + y * y)));
    }

    private static int noise(Random random, int deviation) {
        return (int) Math.round(random.nextGaussian() * deviation);
    }

    private static DataSet.Builder described(int side, int samples, int allocated, int stored) {
        var builder =
                DataSet.builder()
                        .text(Tags.SOPClassUID, SopClass.SECONDARY_CAPTURE.uid())
                        .text(Tags.SOPInstanceUID, Captures.uid(side))
                        .text(Tags.StudyInstanceUID, Captures.uid(side) + ".1")
                        .text(Tags.SeriesInstanceUID, Captures.uid(side) + ".2")
                        .text(Tags.PatientName, "Slice^Generated")
                        .text(Tags.PatientID, "S1")
                        .text(Tags.Modality, "OT")
                        .numbers(Tags.SamplesPerPixel, samples)
                        .text(Tags.PhotometricInterpretation, samples == 1 ? "MONOCHROME2" : "RGB");
        if (samples == 3) {
            builder.numbers(Tags.PlanarConfiguration, 0);
        }
        return builder.numbers(Tags.Rows, side)
                .numbers(Tags.Columns, side)
                .numbers(Tags.BitsAllocated, allocated)
                .numbers(Tags.BitsStored, stored)
                .numbers(Tags.HighBit, stored - 1)
                .numbers(Tags.PixelRepresentation, 0);
    }
}
