package io.meridian.governance.quality;

import io.meridian.governance.quality.QualityFinding.Severity;
import java.util.Set;

/** One rule: what it looks at, what it requires, how grave it is when it is broken. */
public sealed interface QualityRule {
    String name();

    Severity severity();

    /** Attributes that must be there with a value; eight hex digits each. */
    record Required(String name, Severity severity, Set<Integer> tags) implements QualityRule {}

    /** Rows and columns must lie within bounds, in pixels. */
    record Size(String name, Severity severity, int minimum, int maximum) implements QualityRule {}

    /** Bits Stored must be one of these. */
    record Bits(String name, Severity severity, Set<Integer> stored) implements QualityRule {}

    /** At least this many different stored values must occur; fewer is a blank image. */
    record DistinctValues(String name, Severity severity, int minimum) implements QualityRule {}

    /**
     * At most this share of pixels, in percent, may lie at the lowest and at the highest occurring
     * value together.
     */
    record Clipping(String name, Severity severity, int maximumPercent) implements QualityRule {}
}
