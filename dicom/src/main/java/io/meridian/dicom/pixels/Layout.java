package io.meridian.dicom.pixels;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.codec.FrameSize;

/**
 * The Image Pixel module's description of a frame (PS3.3 section C.7.6.3), checked.
 *
 * @param shift bits below the lowest bit that counts: HighBit + 1 - BitsStored
 * @param frames as NumberOfFrames says
 */
record Layout(
        int rows,
        int columns,
        int samples,
        int bitsAllocated,
        int bitsStored,
        int shift,
        boolean signed,
        boolean planar,
        boolean real,
        String photometric,
        int frames) {
    private static final long MAXIMUM_VALUES = 1L << 28;
    private static final int MAXIMUM_FRAMES = 1 << 24;

    static Layout of(DataSet dataSet, Tag pixels) {
        var rows = dataSet.integer(Tags.Rows, 0);
        var columns = dataSet.integer(Tags.Columns, 0);
        var samples = dataSet.integer(Tags.SamplesPerPixel, 1);
        var real = !pixels.equals(Tags.PixelData);
        var allocated =
                real
                        ? pixels.equals(PixelTags.FloatPixelData) ? 32 : 64
                        : dataSet.integer(Tags.BitsAllocated, 0);
        var stored = real ? allocated : dataSet.integer(Tags.BitsStored, allocated);
        var frames = Math.max(1, dataSet.integer(Tags.NumberOfFrames, 1));
        require(rows > 0 && columns > 0, "Rows and Columns must be above 0");
        require(samples >= 1 && samples <= 4, "SamplesPerPixel must be 1 to 4");
        require(
                allocated == 1
                        || allocated == 12
                        || (allocated >= 8 && allocated <= 64 && allocated % 8 == 0),
                "BitsAllocated must be 1, 12 or a multiple of 8 up to 64");
        require(stored >= 1 && stored <= allocated, "BitsStored must be 1 to BitsAllocated");
        require(
                (long) rows * columns * samples <= MAXIMUM_VALUES
                        && (long) rows * columns * samples * Math.max(1, allocated / 8)
                                <= Integer.MAX_VALUE - 8,
                "a frame may have at most %d values and 2 GiB".formatted(MAXIMUM_VALUES));
        require(
                frames <= MAXIMUM_FRAMES,
                "an object may have at most %d frames".formatted(MAXIMUM_FRAMES));
        var photometric = dataSet.first(Tags.PhotometricInterpretation);
        require(
                !photometric.endsWith("_422") || samples != 3 || allocated == 8 || allocated == 16,
                "BitsAllocated must be 8 or 16 where pixels share their chrominance");
        var highBit = real ? stored - 1 : dataSet.integer(Tags.HighBit, stored - 1);
        return new Layout(
                rows,
                columns,
                samples,
                allocated,
                stored,
                highBit >= stored - 1 && highBit < allocated ? highBit + 1 - stored : 0,
                isSigned(dataSet),
                samples > 1 && dataSet.integer(Tags.PlanarConfiguration, 0) == 1,
                real,
                photometric,
                frames);
    }

    /** Stored values have a sign. */
    static boolean isSigned(DataSet dataSet) {
        return dataSet.integer(Tags.PixelRepresentation, 0) == 1;
    }

    int values() {
        return rows * columns * samples;
    }

    FrameSize size() {
        return new FrameSize(rows, columns, samples);
    }

    CellType cellType() {
        if (real) {
            return bitsAllocated == 32 ? CellType.F4 : CellType.F8;
        }
        return CellType.of(bitsAllocated, signed);
    }

    /** Two pixels share their chrominance in native pixel data. */
    boolean isHalved() {
        return photometric.endsWith("_422") && samples == 3;
    }

    /** Bits of a native frame; frames of 1 and 12 bits need not begin at a byte. */
    long frameBits() {
        var cells = isHalved() ? (long) rows * columns * 2 : values();
        return cells * bitsAllocated;
    }

    private static void require(boolean rule, String text) {
        if (!rule) {
            throw new PixelException(text);
        }
    }
}
