package io.meridian.dicom.pixels;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tags;

/** The Image Pixel module's description of a frame (PS3.3 section C.7.6.3), checked. */
record Layout(
        int rows,
        int columns,
        int samples,
        int bitsAllocated,
        int bitsStored,
        boolean signed,
        boolean planar,
        int frames) {
    private static final long MAXIMUM_VALUES = 1L << 28;

    static Layout of(DataSet dataSet) {
        var rows = dataSet.integer(Tags.Rows, 0);
        var columns = dataSet.integer(Tags.Columns, 0);
        var samples = dataSet.integer(Tags.SamplesPerPixel, 1);
        var allocated = dataSet.integer(Tags.BitsAllocated, 0);
        var stored = dataSet.integer(Tags.BitsStored, allocated);
        var frames = Math.max(1, dataSet.integer(Tags.NumberOfFrames, 1));
        require(rows > 0 && columns > 0, "Rows and Columns must be above 0");
        require(samples == 1 || samples == 3, "SamplesPerPixel must be 1 or 3");
        require(
                allocated == 1 || allocated == 8 || allocated == 16 || allocated == 32,
                "BitsAllocated must be 1, 8, 16 or 32");
        require(stored >= 1 && stored <= allocated, "BitsStored must be 1 to BitsAllocated");
        require(
                (long) rows * columns * samples <= MAXIMUM_VALUES,
                "a frame may have at most %d values".formatted(MAXIMUM_VALUES));
        return new Layout(
                rows,
                columns,
                samples,
                allocated,
                stored,
                dataSet.integer(Tags.PixelRepresentation, 0) == 1,
                dataSet.integer(Tags.PlanarConfiguration, 0) == 1,
                frames);
    }

    int values() {
        return rows * columns * samples;
    }

    long frameBytes() {
        return bitsAllocated == 1 ? (values() + 7L) / 8 : (long) values() * bitsAllocated / 8;
    }

    private static void require(boolean rule, String text) {
        if (!rule) {
            throw new PixelException(text);
        }
    }
}
