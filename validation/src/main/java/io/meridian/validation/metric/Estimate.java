package io.meridian.validation.metric;

import java.util.OptionalDouble;

/** A number with its 95 % confidence interval, or why there is none. */
public sealed interface Estimate {
    /** The standard normal deviate of a two-sided 95 % interval. */
    double Z = 1.959963984540054;

    /**
     * An estimate.
     *
     * @param method how the interval was computed
     */
    record Known(double value, double low, double high, String method) implements Estimate {
        public Known {
            if (!Double.isFinite(value) || !(low <= value) || !(value <= high)) {
                throw new IllegalArgumentException(
                        "an estimate lies within its interval: %s not in [%s, %s]"
                                .formatted(value, low, high));
            }
        }
    }

    /** Too little, or too uniform, data. */
    record Undecidable(String reason) implements Estimate {}

    /** The point estimate, if there is one. */
    default OptionalDouble point() {
        return switch (this) {
            case Known known -> OptionalDouble.of(known.value());
            case Undecidable _ -> OptionalDouble.empty();
        };
    }

    /** The lower bound, if there is one. */
    default OptionalDouble lower() {
        return switch (this) {
            case Known known -> OptionalDouble.of(known.low());
            case Undecidable _ -> OptionalDouble.empty();
        };
    }
}
