package io.meridian.edge.study;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers, as {@code openapi.yaml} describes them. */
final class Views {
    private Views() {}

    record Outcome(
            String state,
            @Nullable String resultId,
            @Nullable String finding,
            @Nullable String label,
            @Nullable Double score,
            @Nullable Double threshold,
            @Nullable String reason,
            @Nullable String release) {
        static Outcome without(String state, @Nullable String reason) {
            return new Outcome(state, null, null, null, null, null, reason, null);
        }
    }

    record Review(
            String verdict,
            String finding,
            @Nullable String comment,
            String reviewer,
            Instant at,
            String entry) {}

    record Study(
            String id,
            Instant receivedAt,
            String modality,
            String patientName,
            String patientId,
            @Nullable String studyDate,
            @Nullable String accessionNumber,
            int instances,
            Outcome outcome,
            @Nullable Review review) {
        /** Says nothing of the patient. */
        @Override
        public String toString() {
            return "Study[" + id + "]";
        }
    }

    record Instance(
            int number,
            String modality,
            String sopClass,
            Instant receivedAt,
            String research,
            String rendered) {}

    record StudyDetail(Study study, List<Instance> instances) {}

    record Result(
            String id,
            Study study,
            Instant at,
            Outcome outcome,
            @Nullable String reference,
            String pacs,
            @Nullable Integer instance,
            @Nullable Review review) {}

    record ReviewRequest(
            @Nullable String verdict, @Nullable String finding, @Nullable String comment) {}

    record Entry(String entry) {}
}
