package io.meridian.validation.metric;

import io.meridian.validation.metric.RocCurve.Point;
import java.util.List;

/** How a threshold is chosen, on validation data and never on the test set. */
public sealed interface ThresholdRule {
    /** The largest sensitivity + specificity (Youden 1950); the lower threshold where tied. */
    record Youden() implements ThresholdRule {}

    /**
     * The highest threshold that still reaches a sensitivity on the validation data.
     *
     * @param sensitivity above 0, at most 1
     */
    record TargetSensitivity(double sensitivity) implements ThresholdRule {
        public TargetSensitivity {
            if (!(sensitivity > 0 && sensitivity <= 1)) {
                throw new IllegalArgumentException("a target sensitivity lies in (0, 1]");
            }
        }
    }

    /** What was chosen. */
    sealed interface Choice {
        /** The threshold; called positive at or above it. */
        record Chosen(double threshold) implements Choice {}

        record Impossible(String reason) implements Choice {}
    }

    /**
     * Chooses. The threshold lies half-way to the next lower score, so that it does not hang on the
     * last bit of one case.
     */
    default Choice choose(Predictions validation) {
        List<Point> points = RocCurve.of(validation).points();
        if (points.size() < 3) {
            return new Choice.Impossible(
                    "the validation data need positive and negative cases with different scores");
        }
        int best = 1;
        for (int i = 1; i < points.size() - 1; i++) {
            boolean better =
                    switch (this) {
                        case Youden() -> youden(points.get(i)) >= youden(points.get(best));
                        case TargetSensitivity(double target) ->
                                points.get(best).truePositiveRate() < target;
                    };
            best = better ? i : best;
        }
        if (this instanceof TargetSensitivity(double target)
                && points.get(best).truePositiveRate() < target) {
            return new Choice.Impossible(
                    "no threshold reaches the target sensitivity without calling all positive");
        }
        double upper = points.get(best).threshold();
        double lower = points.get(best + 1).threshold();
        double middle = lower + (upper - lower) / 2;
        return new Choice.Chosen(middle > lower ? middle : upper);
    }

    private static double youden(Point point) {
        return point.truePositiveRate() - point.falsePositiveRate();
    }

    /** In words, for the report. */
    default String describe() {
        return switch (this) {
            case Youden() -> "largest Youden index on validation data";
            case TargetSensitivity(double target) ->
                    "sensitivity of at least %s on validation data".formatted(target);
        };
    }
}
