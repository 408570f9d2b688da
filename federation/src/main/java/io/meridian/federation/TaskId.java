package io.meridian.federation;

/**
 * The identity of one site's work in one round: a retry with the same identity is the same work.
 * Written {@code JOB/ROUND/SITE/ATTEMPT}.
 *
 * @param attempt counted from 1
 */
public record TaskId(RoundId round, SiteName site, int attempt) {
    public TaskId {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempts are counted from 1, not " + attempt);
        }
    }

    /** Reads the written form. */
    public static TaskId parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException(
                    "a task's identity is JOB/ROUND/SITE/ATTEMPT; it has %d parts"
                            .formatted(parts.length));
        }
        return new TaskId(
                new RoundId(parts[0], Integer.parseInt(parts[1])),
                new SiteName(parts[2]),
                Integer.parseInt(parts[3]));
    }

    @Override
    public String toString() {
        return "%s/%s/%d".formatted(round, site, attempt);
    }
}
