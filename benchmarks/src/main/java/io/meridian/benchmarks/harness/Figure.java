package io.meridian.benchmarks.harness;

import java.util.function.DoubleUnaryOperator;

/** A unit, and how a run's seconds become it. */
public record Figure(String unit, DoubleUnaryOperator ofSeconds) {
    /** The seconds themselves. */
    public static Figure seconds() {
        return new Figure("s", seconds -> seconds);
    }

    /** Milliseconds for each of {@code count} equal parts of a run. */
    public static Figure millisEach(String part, int count) {
        return new Figure("ms/" + part, seconds -> seconds * 1e3 / count);
    }

    /** {@code amount} in a run, by the second. */
    public static Figure rate(String unit, double amount) {
        return new Figure(unit + "/s", seconds -> amount / seconds);
    }

    double of(double seconds) {
        return ofSeconds.applyAsDouble(seconds);
    }
}
