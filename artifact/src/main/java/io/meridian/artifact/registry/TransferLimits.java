package io.meridian.artifact.registry;

import java.time.Duration;

/**
 * What a client waits for, and how large a part it sends at once.
 *
 * @param chunkBytes of one part of an upload; at most this much is sent again after a break
 * @param answer the longest time from a request, its body included, to the head of its answer
 * @param idle the longest time in which an answer's body may bring nothing
 */
public record TransferLimits(int chunkBytes, Duration answer, Duration idle) {
    /** 4 MiB; five minutes, in which a line of 14 kB/s brings a part over; one minute. */
    public static final TransferLimits DEFAULT =
            new TransferLimits(4 << 20, Duration.ofMinutes(5), Duration.ofMinutes(1));

    public TransferLimits {
        if (chunkBytes < 1 || chunkBytes > 256 << 20) {
            throw new IllegalArgumentException(
                    "a part has 1 byte to 256 MiB; this has " + chunkBytes);
        }
        if (answer.isNegative() || answer.isZero() || idle.isNegative() || idle.isZero()) {
            throw new IllegalArgumentException("a wait is longer than nothing");
        }
    }
}
