package io.meridian.federation.round;

import java.time.Duration;

/**
 * When a round closes: as soon as every live chosen site has replied, or at the deadline, in both
 * cases with at least {@code quorum} accepted updates.
 *
 * @param quorum at least 1
 * @param deadline after opening, and again after each extension
 * @param extensions how often the deadline is moved when the quorum is missed; 0: the round fails
 *     at once
 */
public record QuorumRule(int quorum, Duration deadline, int extensions) {
    public static final int DEFAULT_EXTENSIONS = 100;

    public QuorumRule {
        if (quorum < 1 || extensions < 0) {
            throw new IllegalArgumentException("quorum is at least 1 and extensions at least 0");
        }
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException("a round's deadline must be above 0");
        }
    }
}
