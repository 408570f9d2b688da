package io.meridian.benchmarks.harness;

import java.io.IOException;
import java.util.OptionalLong;

/** One of the two that are measured. */
@FunctionalInterface
public interface Side {
    /** Does the work once; yields the seconds that count, without preparation or cleaning up. */
    double seconds() throws IOException;

    /** The most resident bytes that its process had in the last run, where that is known. */
    default OptionalLong peakBytes() {
        return OptionalLong.empty();
    }
}
