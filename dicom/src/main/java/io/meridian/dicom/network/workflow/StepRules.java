package io.meridian.dicom.network.workflow;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tag;
import io.meridian.dicom.Tags;
import io.meridian.dicom.network.DimseException;
import io.meridian.dicom.network.Reply;
import io.meridian.dicom.network.Status;
import java.util.List;
import java.util.Set;

/** The rules of PS3.4 section F.7.2 for performed procedure steps. */
final class StepRules {
    /** Error ID of table F.7.2-2: the step may no longer be updated. */
    private static final int NO_LONGER_UPDATED = 0xA710;

    /** Type 1 in N-CREATE (table F.7.2-1). */
    private static final List<Tag> REQUIRED =
            List.of(
                    WorkflowTags.SCHEDULED_STEPS,
                    WorkflowTags.STEP_ID,
                    WorkflowTags.STATION_AE_TITLE,
                    WorkflowTags.STEP_START_DATE,
                    WorkflowTags.STEP_START_TIME,
                    WorkflowTags.STEP_STATUS,
                    Tags.Modality);

    /** Type 1 when a step ends. */
    private static final List<Tag> REQUIRED_AT_END =
            List.of(
                    WorkflowTags.STEP_END_DATE,
                    WorkflowTags.STEP_END_TIME,
                    WorkflowTags.PERFORMED_SERIES);

    /** Not allowed in N-SET (table F.7.2-1): what was said of patient, schedule and start. */
    private static final Set<Tag> FIXED =
            Set.of(
                    WorkflowTags.SCHEDULED_STEPS,
                    Tags.PatientName,
                    Tags.PatientID,
                    Tags.PatientBirthDate,
                    Tags.PatientSex,
                    WorkflowTags.STEP_ID,
                    WorkflowTags.STATION_AE_TITLE,
                    WorkflowTags.STEP_START_DATE,
                    WorkflowTags.STEP_START_TIME,
                    Tags.Modality);

    private StepRules() {}

    static void checkNew(DataSet step) {
        require(step, REQUIRED);
        for (var item : step.items(WorkflowTags.SCHEDULED_STEPS)) {
            require(item, List.of(WorkflowTags.STUDY_INSTANCE_UID));
        }
        if (status(step) != StepStatus.IN_PROGRESS) {
            throw invalid("a new step must be IN PROGRESS");
        }
    }

    /** The step after a modification. */
    static DataSet modified(DataSet step, DataSet changes) {
        if (status(step) != StepStatus.IN_PROGRESS) {
            throw new DimseException(
                    Reply.of(
                                    Status.PROCESSING_FAILURE,
                                    "Performed Procedure Step may no longer be updated")
                            .withErrorId(NO_LONGER_UPDATED));
        }
        var builder = step.toBuilder();
        for (var element : changes) {
            if (FIXED.contains(element.tag())) {
                throw invalid("%s cannot be modified".formatted(element.tag()));
            }
            if (element.tag().element() != 0) {
                builder.put(element);
            }
        }
        var modified = builder.build();
        if (status(modified) != StepStatus.IN_PROGRESS) {
            require(modified, REQUIRED_AT_END);
            for (var item : modified.items(WorkflowTags.PERFORMED_SERIES)) {
                require(item, List.of(WorkflowTags.SERIES_INSTANCE_UID));
            }
        }
        return modified;
    }

    private static StepStatus status(DataSet step) {
        return StepStatus.of(step.first(WorkflowTags.STEP_STATUS))
                .orElseThrow(() -> invalid("PerformedProcedureStepStatus has no defined value"));
    }

    private static void require(DataSet step, List<Tag> tags) {
        for (var tag : tags) {
            var element =
                    step.get(tag)
                            .orElseThrow(() ->
                                    new DimseException(
                                            Status.MISSING_ATTRIBUTE, tag + " is missing"));
            if (element.isEmpty()) {
                throw new DimseException(Status.MISSING_VALUE, tag + " has no value");
            }
        }
    }

    private static DimseException invalid(String why) {
        return new DimseException(Status.INVALID_ATTRIBUTE_VALUE, why);
    }
}
