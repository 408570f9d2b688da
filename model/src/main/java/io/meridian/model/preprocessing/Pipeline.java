package io.meridian.model.preprocessing;

import java.util.Arrays;

/** The steps of {@link Preprocessing}, in order; doubles inside, floats at the end. */
final class Pipeline {
    private Pipeline() {}

    static float[] apply(Preprocessing declared, PixelImage image) {
        int pixels = image.rows() * image.columns();
        int planes = declared.channels() == 3 && image.samples() == 3 ? 3 : 1;
        int target = declared.height() * declared.width();
        Axis vertical = Axis.of(declared.resample(), image.rows(), declared.height());
        Axis horizontal = Axis.of(declared.resample(), image.columns(), declared.width());
        float[] result = new float[declared.channels() * target];
        float[][] values = new float[planes][];
        for (int plane = 0; plane < planes; plane++) {
            values[plane] = plane(image, pixels, planes, plane);
        }
        Range range = range(declared.intensity(), image, values);
        for (int plane = 0; plane < planes; plane++) {
            float[] unit = unit(values[plane], range, image.inverted());
            float[] small = resample(unit, image.columns(), vertical, horizontal);
            for (int i = 0; i < target; i++) {
                result[plane * target + i] = (small[i] - declared.mean()) / declared.deviation();
            }
        }
        for (int plane = planes; plane < declared.channels(); plane++) {
            System.arraycopy(result, 0, result, plane * target, target);
        }
        return result;
    }

    /** One plane of modality values: grey as it is, one colour, or luma (ITU-R BT.601). */
    private static float[] plane(PixelImage image, int pixels, int planes, int plane) {
        float[] stored = image.stored();
        float[] values = new float[pixels];
        for (int i = 0; i < pixels; i++) {
            double value =
                    image.samples() == 1
                            ? stored[i]
                            : planes == 3
                                    ? stored[3 * i + plane]
                                    : 0.299 * stored[3 * i]
                                            + 0.587 * stored[3 * i + 1]
                                            + 0.114 * stored[3 * i + 2];
            values[i] = (float) (value * image.slope() + image.intercept());
        }
        return values;
    }

    private record Range(double low, double high) {}

    private static Range range(Intensity intensity, PixelImage image, float[][] values) {
        return switch (intensity) {
            case Intensity.FullRange _ -> full(image);
            case Intensity.Window(double center, double width) -> window(center, width);
            case Intensity.StoredWindow _ ->
                    image.windows().isEmpty()
                            ? full(image)
                            : window(
                                    image.windows().getFirst().center(),
                                    image.windows().getFirst().width());
            case Intensity.Percentile(double low, double high) -> percentile(values, low, high);
        };
    }

    private static Range full(PixelImage image) {
        double one = image.minimum() * image.slope() + image.intercept();
        double other = image.maximum() * image.slope() + image.intercept();
        return new Range(Math.min(one, other), Math.max(one, other));
    }

    /** LINEAR_EXACT of PS3.3 C.11.2.1.3.2. */
    private static Range window(double center, double width) {
        return new Range(center - width / 2, center + width / 2);
    }

    private static Range percentile(float[][] planes, double low, double high) {
        int length = planes[0].length;
        float[] sorted = new float[length * planes.length];
        for (int plane = 0; plane < planes.length; plane++) {
            System.arraycopy(planes[plane], 0, sorted, plane * length, length);
        }
        Arrays.sort(sorted);
        return new Range(at(sorted, low), at(sorted, high));
    }

    /** Linear between the two nearest ranks. */
    private static double at(float[] sorted, double percent) {
        double position = percent / 100 * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * ((double) sorted[above] - sorted[below]);
    }

    /** To [0, 1]; an image of one value becomes 0 throughout. */
    private static float[] unit(float[] values, Range range, boolean inverted) {
        double width = range.high() - range.low();
        float[] unit = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            double value = width > 0 ? (values[i] - range.low()) / width : 0;
            double cut = Math.clamp(value, 0.0, 1.0);
            unit[i] = (float) (inverted ? 1 - cut : cut);
        }
        return unit;
    }

    private static float[] resample(float[] source, int columns, Axis vertical, Axis horizontal) {
        int width = horizontal.size();
        float[] target = new float[vertical.size() * width];
        double[] row = new double[columns];
        for (int y = 0; y < vertical.size(); y++) {
            Arrays.fill(row, 0);
            for (int k = 0; k < vertical.weights()[y].length; k++) {
                double weight = vertical.weights()[y][k];
                int from = (vertical.first()[y] + k) * columns;
                for (int x = 0; x < columns; x++) {
                    row[x] += weight * source[from + x];
                }
            }
            for (int x = 0; x < width; x++) {
                double sum = 0;
                for (int k = 0; k < horizontal.weights()[x].length; k++) {
                    sum += horizontal.weights()[x][k] * row[horizontal.first()[x] + k];
                }
                target[y * width + x] = (float) sum;
            }
        }
        return target;
    }
}
