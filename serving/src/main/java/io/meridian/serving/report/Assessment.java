package io.meridian.serving.report;

import io.meridian.model.packaging.Labels;

/** What the pipeline has to say about a study. */
public sealed interface Assessment {
    /** The finding that was looked for, and what else is said. */
    Labels labels();

    /**
     * The model answered.
     *
     * @param score the probability of the positive finding, 0 to 1
     * @param threshold of the release; at or above it the finding is positive
     */
    record Evaluated(Labels labels, double score, double threshold) implements Assessment {
        public Evaluated {
            if (!(score >= 0 && score <= 1) || !(threshold >= 0 && threshold <= 1)) {
                throw new IllegalArgumentException("score and threshold lie in [0, 1]");
            }
        }

        public boolean positive() {
            return score >= threshold;
        }
    }

    /**
     * The model did not answer. This is an outcome of its own and says nothing about the finding.
     *
     * @param reason in a sentence, without anything that identifies the patient
     */
    record NotEvaluated(Labels labels, String reason) implements Assessment {}
}
