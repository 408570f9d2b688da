package io.meridian.edge.inference;

import io.meridian.serving.report.ResultIdentity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the results.
 *
 * @param instance the image that decided
 * @param instances how many images the study had
 * @param release digest; null where none was asked
 * @param channel {@code clinical}, {@code trial} or {@code shadow}; null where no release was asked
 * @param reference the journal's entry; null until everything about the result is written
 * @param current whether it speaks for its study; others were superseded
 */
public record Result(
        String id,
        String study,
        @Nullable String instance,
        int instances,
        @Nullable String release,
        @Nullable String channel,
        Instant at,
        ResultFacts facts,
        State state,
        @Nullable String finding,
        @Nullable String label,
        @Nullable Double score,
        @Nullable Double threshold,
        @Nullable String reason,
        @Nullable String reference,
        String pacs,
        int attempts,
        boolean current) {
    /** Name and version of the steps between images and answer. */
    static final String PIPELINE = "single-image-maximum/1";

    public static final String SHADOW = "shadow";
    static final String POSITIVE = "positive";
    static final String NEGATIVE = "negative";

    /** How far a result is. */
    public enum State {
        PENDING("pending"),
        EVALUATED("evaluated"),
        NOT_EVALUATED("not-evaluated"),
        FAILED("failed");

        private final String word;

        State(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        static State of(String word) {
            for (var each : values()) {
                if (each.word.equals(word)) {
                    return each;
                }
            }
            throw new IllegalArgumentException("a result's state is not known");
        }
    }

    /** Kept and counted, but not for doctors. */
    public boolean hidden() {
        return SHADOW.equals(channel);
    }

    /** Name of the file with its structured report. */
    public String reportFile() {
        return id + "-sr";
    }

    static ResultIdentity identity(String release, ResultFacts facts) {
        return new ResultIdentity(
                release,
                facts.inputs().stream().map(ResultFacts.Input::content).toList(),
                facts.pipeline());
    }
}
