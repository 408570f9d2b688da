package io.meridian.edge.inference;

import java.time.Duration;

/** Doubling pauses between attempts, up to a longest one. */
record Backoff(Duration first, Duration longest) {
    private static final int MAXIMUM_DOUBLINGS = 20;

    Duration after(int attempts) {
        var pause = first.multipliedBy(1L << Math.clamp(attempts, 0, MAXIMUM_DOUBLINGS));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
