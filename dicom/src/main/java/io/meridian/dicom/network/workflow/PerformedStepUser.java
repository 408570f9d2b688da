package io.meridian.dicom.network.workflow;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Part10;
import io.meridian.dicom.network.Association;
import io.meridian.dicom.network.DimseRequest;
import io.meridian.dicom.network.DimseResponse;

/**
 * Reports Modality Performed Procedure Steps as a user; the association needs a context for {@link
 * PerformedStepService#SOP_CLASS}.
 */
public final class PerformedStepUser {
    private final Association association;

    public PerformedStepUser(Association association) {
        this.association = association;
    }

    /** N-CREATE: the step has begun. */
    public DimseResponse create(String sopInstance, DataSet step) {
        return send(new DimseRequest.Create(PerformedStepService.SOP_CLASS, sopInstance), step);
    }

    /** N-SET: more is known of the step, or it has ended. */
    public DimseResponse modify(String sopInstance, DataSet changes) {
        return send(new DimseRequest.Modify(PerformedStepService.SOP_CLASS, sopInstance), changes);
    }

    private DimseResponse send(DimseRequest request, DataSet dataSet) {
        var context = association.context(PerformedStepService.SOP_CLASS);
        return association
                .invoke(context, request, Part10.dataSetBytes(dataSet, context.transferSyntax()))
                .last();
    }
}
