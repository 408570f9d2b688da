package io.meridian.dicom.network.workflow;

import java.util.Optional;

/** Performed Procedure Step Status (0040,0252). */
public enum StepStatus {
    IN_PROGRESS("IN PROGRESS"),
    COMPLETED("COMPLETED"),
    DISCONTINUED("DISCONTINUED");

    private final String term;

    StepStatus(String term) {
        this.term = term;
    }

    /** As it stands in a data set. */
    public String term() {
        return term;
    }

    static Optional<StepStatus> of(String term) {
        for (var status : values()) {
            if (status.term.equals(term)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
