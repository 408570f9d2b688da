package io.meridian.dicom.pixels;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tags;
import java.util.ArrayList;
import java.util.List;

/** From modality values to shades, 0 to 1: what of the range is shown (PS3.3 section C.11.2). */
public sealed interface VoiLut {
    /** The shade of a value after the modality LUT: 0 is darkest, 1 brightest. */
    double shade(double value);

    /** VOI LUT Function (0028,1056). */
    enum Function {
        LINEAR,
        LINEAR_EXACT,
        SIGMOID
    }

    /** A window (PS3.3 section C.11.2.1.2 and C.11.2.1.3). */
    record Window(double center, double width, Function function) implements VoiLut {
        public Window {
            if (!isValid(center, width, function)) {
                throw new IllegalArgumentException(
                        "a window's width must be at least 1 if it is linear, else above 0");
            }
        }

        /** A linear one. */
        public static Window of(double center, double width) {
            return new Window(center, width, Function.LINEAR);
        }

        static boolean isValid(double center, double width, Function function) {
            return Double.isFinite(center)
                    && Double.isFinite(width)
                    && (function == Function.LINEAR ? width >= 1 : width > 0);
        }

        @Override
        public double shade(double value) {
            return switch (function) {
                case LINEAR -> {
                    var middle = center - 0.5;
                    var half = (width - 1) / 2;
                    yield value <= middle - half
                            ? 0
                            : value > middle + half ? 1 : (value - middle) / (width - 1) + 0.5;
                }
                case LINEAR_EXACT ->
                        value <= center - width / 2
                                ? 0
                                : value > center + width / 2 ? 1 : (value - center) / width + 0.5;
                case SIGMOID -> 1 / (1 + Math.exp(-4 * (value - center) / width));
            };
        }
    }

    /** An item of the VOI LUT Sequence. */
    final class Table implements VoiLut {
        private final LookupTable table;

        private Table(LookupTable table) {
            this.table = table;
        }

        @Override
        public double shade(double value) {
            return (double) table.at(value) / table.maximum();
        }
    }

    /** From one value to another, as the frame's least and greatest. */
    record Span(double low, double high) implements VoiLut {
        @Override
        public double shade(double value) {
            return high > low ? Math.clamp((value - low) / (high - low), 0, 1) : 0;
        }
    }

    /**
     * What the object offers for a frame, in the order of preference: its tables, then its windows.
     * Windows that the standard does not allow are left out.
     *
     * @param frame from 0
     */
    static List<VoiLut> of(DataSet dataSet, int frame) {
        var offered = new ArrayList<VoiLut>();
        var modality = ModalityLut.of(dataSet, frame);
        var signed =
                Layout.isSigned(dataSet)
                        || (modality instanceof ModalityLut.Rescale(var slope, var intercept)
                                && (intercept < 0 || slope < 0));
        for (var item : dataSet.items(PixelTags.VOILUTSequence)) {
            offered.add(new Table(LookupTable.of(item, signed)));
        }
        var source = FunctionalGroups.macro(dataSet, frame, PixelTags.FrameVOILUTSequence);
        var function = function(source.first(PixelTags.VOILUTFunction));
        var centers = source.numbers(Tags.WindowCenter);
        var widths = source.numbers(Tags.WindowWidth);
        for (var i = 0; i < Math.min(centers.size(), widths.size()); i++) {
            if (Window.isValid(centers.get(i), widths.get(i), function)) {
                offered.add(new Window(centers.get(i), widths.get(i), function));
            }
        }
        return List.copyOf(offered);
    }

    private static Function function(String name) {
        return switch (name) {
            case "SIGMOID" -> Function.SIGMOID;
            case "LINEAR_EXACT" -> Function.LINEAR_EXACT;
            default -> Function.LINEAR;
        };
    }
}
