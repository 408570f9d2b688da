package io.meridian.federation;

import java.util.regex.Pattern;

/**
 * One round of one job.
 *
 * @param job the hub's identifier of the job
 * @param round counted from 1
 */
public record RoundId(String job, int round) {
    /** Letters, digits, dots, underscores and hyphens, 1 to 128. */
    static final Pattern JOB = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    public RoundId {
        if (!JOB.matcher(job).matches()) {
            throw new IllegalArgumentException(
                    "a job's identifier has 1 to 128 letters, digits, '.', '_' and '-'");
        }
        if (round < 1) {
            throw new IllegalArgumentException("rounds are counted from 1, not " + round);
        }
    }

    public RoundId next() {
        return new RoundId(job, round + 1);
    }

    @Override
    public String toString() {
        return job + "/" + round;
    }
}
