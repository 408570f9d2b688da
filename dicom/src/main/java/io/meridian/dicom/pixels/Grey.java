package io.meridian.dicom.pixels;

import io.meridian.dicom.DataSet;
import java.util.Arrays;

/**
 * Grey frames to shades: modality LUT, VOI LUT, then MONOCHROME1 or an inverse presentation LUT
 * turned round (PS3.4 annex N.2). Pixels of the padding range are black and do not widen the range.
 */
final class Grey {
    /** Entries of a table of shades, which is made where there are fewer of them than pixels. */
    private static final int TABLE = 1 << 16;

    private final DataSet dataSet;
    private final ModalityLut modality;
    private final View view;
    private final int frame;
    private final int bits;
    private final boolean inverted;
    private final Padding padding;

    /** Stored values that are no picture; none if low is above high. */
    private record Padding(long low, long high) {
        static final Padding NONE = new Padding(1, 0);

        static Padding of(DataSet dataSet) {
            if (!dataSet.contains(PixelTags.PixelPaddingValue)) {
                return NONE;
            }
            var value = stored(dataSet, dataSet.integer(PixelTags.PixelPaddingValue, 0));
            var limit =
                    stored(dataSet, dataSet.integer(PixelTags.PixelPaddingRangeLimit, (int) value));
            return new Padding(Math.min(value, limit), Math.max(value, limit));
        }

        /** US or SS by what the pixels are, not by the VR that was written. */
        private static long stored(DataSet dataSet, int value) {
            return Layout.isSigned(dataSet) ? (short) value : value & 0xFFFF;
        }

        boolean holds(double value) {
            return value >= low && value <= high;
        }
    }

    private Grey(DataSet dataSet, String photometric, int bits, int frame, View view) {
        this.dataSet = dataSet;
        this.modality = ModalityLut.of(dataSet, frame);
        this.view = view;
        this.frame = frame;
        this.bits = bits;
        this.inverted = inverts(dataSet, photometric);
        this.padding = Padding.of(dataSet);
    }

    /** Shades of each pixel, 0 to the greatest. */
    static int[] shades(DataSet dataSet, DecodedFrame decoded, View view, int greatest) {
        var grey =
                new Grey(
                        dataSet,
                        decoded.photometricInterpretation(),
                        decoded.bitsStored(),
                        decoded.index(),
                        view);
        var values = decoded.values();
        return decoded.bitsStored() == 32 && !decoded.signed()
                ? grey.ofNumbers(
                        Arrays.stream(values).mapToDouble(Integer::toUnsignedLong).toArray(),
                        greatest)
                : grey.ofIntegers(values, greatest);
    }

    /** As for integers, for floating-point frames and those of 64 bits. */
    static int[] shades(Frames frames, StoredFrame stored, int frame, View view, int greatest) {
        return new Grey(
                        frames.dataSet(),
                        stored.photometricInterpretation(),
                        frames.layout().bitsStored(),
                        frame,
                        view)
                .ofNumbers(stored.numbers(), greatest);
    }

    private int[] ofNumbers(double[] values, int greatest) {
        var voi = voi(Arrays.stream(values));
        var shades = new int[values.length];
        for (var i = 0; i < shades.length; i++) {
            shades[i] = shade(values[i], voi, greatest);
        }
        return shades;
    }

    private int[] ofIntegers(int[] values, int greatest) {
        var low = Integer.MAX_VALUE;
        var high = Integer.MIN_VALUE;
        for (var value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        var voi = voi(Arrays.stream(values).asDoubleStream());
        var shades = new int[values.length];
        if ((long) high - low >= Math.min(TABLE, values.length)) {
            for (var i = 0; i < shades.length; i++) {
                shades[i] = shade(values[i], voi, greatest);
            }
            return shades;
        }
        var table = new int[high - low + 1];
        for (var i = 0; i < table.length; i++) {
            table[i] = shade(low + i, voi, greatest);
        }
        for (var i = 0; i < shades.length; i++) {
            shades[i] = table[values[i] - low];
        }
        return shades;
    }

    private int shade(double stored, VoiLut voi, int greatest) {
        if (padding.holds(stored)) {
            return 0;
        }
        var shade = voi.shade(modality.apply(stored));
        return (int) Math.round(greatest * (inverted ? 1 - shade : shade));
    }

    /**
     * The view's choice; else all that 8 bits can hold; else from the least to the greatest value.
     */
    private VoiLut voi(java.util.stream.DoubleStream values) {
        var chosen = view.voi(dataSet, frame);
        if (!chosen.isEmpty()) {
            return chosen.getFirst();
        }
        if (bits <= 8 && modality.equals(new ModalityLut.Rescale(1, 0))) {
            return Layout.isSigned(dataSet)
                    ? new VoiLut.Span(-(1 << (bits - 1)), (1 << (bits - 1)) - 1)
                    : new VoiLut.Span(0, (1 << bits) - 1);
        }
        var range =
                values.filter(value -> !padding.holds(value) && Double.isFinite(value))
                        .map(modality::apply)
                        .summaryStatistics();
        return range.getCount() == 0
                ? new VoiLut.Span(0, 1)
                : new VoiLut.Span(range.getMin(), range.getMax());
    }

    private static boolean inverts(DataSet dataSet, String photometric) {
        return photometric.equals("MONOCHROME1")
                || dataSet.first(PixelTags.PresentationLUTShape).equals("INVERSE");
    }
}
