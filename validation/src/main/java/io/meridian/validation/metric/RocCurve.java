package io.meridian.validation.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * The empirical ROC curve.
 *
 * @param points from (0, 0) to (1, 1), by falling threshold
 */
public record RocCurve(List<Point> points) {
    /**
     * What a threshold yields.
     *
     * @param threshold called positive at or above it; infinite at (0, 0)
     */
    public record Point(double threshold, double falsePositiveRate, double truePositiveRate) {}

    public RocCurve {
        points = List.copyOf(points);
    }

    /** The whole curve; without points unless there are cases of both classes. */
    public static RocCurve of(Predictions predictions) {
        double[] positives = predictions.sorted(true);
        double[] negatives = predictions.sorted(false);
        if (positives.length == 0 || negatives.length == 0) {
            return new RocCurve(List.of());
        }
        List<Point> points = new ArrayList<>();
        points.add(new Point(Double.POSITIVE_INFINITY, 0, 0));
        int p = positives.length;
        int n = negatives.length;
        while (p > 0 || n > 0) {
            double threshold =
                    Math.max(
                            p > 0 ? positives[p - 1] : Double.NEGATIVE_INFINITY,
                            n > 0 ? negatives[n - 1] : Double.NEGATIVE_INFINITY);
            while (p > 0 && positives[p - 1] >= threshold) {
                p--;
            }
            while (n > 0 && negatives[n - 1] >= threshold) {
                n--;
            }
            points.add(
                    new Point(
                            threshold,
                            1 - (double) n / negatives.length,
                            1 - (double) p / positives.length));
        }
        return new RocCurve(points);
    }

    /** At most {@code limit} + 2 of the points, evenly spread, ends kept: for drawing. */
    public RocCurve thinned(int limit) {
        if (points.size() <= limit + 2) {
            return this;
        }
        List<Point> kept = new ArrayList<>();
        for (int i = 0; i <= limit; i++) {
            kept.add(points.get((int) ((long) i * (points.size() - 1) / limit)));
        }
        return new RocCurve(kept);
    }
}
