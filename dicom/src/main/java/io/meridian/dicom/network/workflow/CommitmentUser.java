package io.meridian.dicom.network.workflow;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.dicom.Vr;
import io.meridian.dicom.network.Association;
import io.meridian.dicom.network.DimseRequest;
import io.meridian.dicom.network.DimseResponse;
import io.meridian.dicom.network.workflow.CommitmentResult.Reference;
import java.util.Collection;

/** Asks a provider to commit itself to keeping objects (PS3.4 annex J, Push Model), as a user. */
public final class CommitmentUser {
    /** Storage Commitment Push Model. */
    public static final String SOP_CLASS = "1.2.840.10008.1.20.1";

    /** Its well-known instance. */
    public static final String SOP_INSTANCE = "1.2.840.10008.1.20.1.1";

    private static final int REQUEST_COMMITMENT = 1;

    private CommitmentUser() {}

    /**
     * N-ACTION. Success says only that the request was understood: the commitment comes as an event
     * report, on this association ({@link Association#serve}) or on one that the provider opens.
     *
     * @param transaction a new UID; the report names it
     */
    public static DimseResponse request(
            Association association, String transaction, Collection<Reference> objects) {
        var information = DataSet.builder().text(WorkflowTags.TRANSACTION_UID, Vr.UI, transaction);
        for (var object : objects) {
            information.item(
                    Tags.ReferencedSOPSequence,
                    item ->
                            item.text(Tags.ReferencedSOPClassUID, object.sopClass())
                                    .text(Tags.ReferencedSOPInstanceUID, object.sopInstance()));
        }
        var context = association.context(SOP_CLASS);
        var request = new DimseRequest.Action(SOP_CLASS, SOP_INSTANCE, REQUEST_COMMITMENT);
        return association
                .invoke(
                        context,
                        request,
                        Part10.dataSetBytes(information.build(), context.transferSyntax()))
                .last();
    }
}
