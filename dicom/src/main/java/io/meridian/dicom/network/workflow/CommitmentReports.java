package io.meridian.dicom.network.workflow;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.network.DimseException;
import io.meridian.dicom.network.DimseRequest;
import io.meridian.dicom.network.DimseService;
import io.meridian.dicom.network.Exchange;
import io.meridian.dicom.network.Offer;
import io.meridian.dicom.network.Proposal;
import io.meridian.dicom.network.Reply;
import io.meridian.dicom.network.Roles;
import io.meridian.dicom.network.Status;
import io.meridian.dicom.network.workflow.CommitmentResult.Failure;
import io.meridian.dicom.network.workflow.CommitmentResult.Reference;
import java.util.Set;

/**
 * Takes the event reports of storage commitment (PS3.4 section J.3.3): registered with the
 * association of the request, or with a provider, where only a caller in the role of the
 * commitment's provider is accepted. A caller that wants us to commit ourselves is refused.
 */
public final class CommitmentReports implements DimseService {
    private static final int ALL_KEPT = 1;
    private static final int SOME_FAILED = 2;
    private static final Set<TransferSyntax> SYNTAXES =
            Set.of(
                    TransferSyntax.EXPLICIT_LITTLE,
                    TransferSyntax.IMPLICIT_LITTLE,
                    TransferSyntax.EXPLICIT_BIG);

    private final CommitmentListener listener;

    public CommitmentReports(CommitmentListener listener) {
        this.listener = listener;
    }

    @Override
    public Offer negotiate(Proposal proposal) {
        return proposal.abstractSyntax().equals(CommitmentUser.SOP_CLASS) && proposal.roles().scp()
                ? proposal.offer(SYNTAXES::contains, Roles.PROVIDER)
                : new Offer.NotMine();
    }

    @Override
    public boolean performs(DimseRequest request) {
        return request instanceof DimseRequest.Report
                && request.sopClass().equals(CommitmentUser.SOP_CLASS);
    }

    @Override
    public void perform(DimseRequest request, Exchange exchange) {
        if (!(request instanceof DimseRequest.Report report)) {
            throw new DimseException(Status.UNRECOGNIZED_OPERATION, "not offered here");
        }
        if (report.type() != ALL_KEPT && report.type() != SOME_FAILED) {
            throw new DimseException(Status.NO_SUCH_EVENT, "the event type is not known");
        }
        if (!listener.committed(result(exchange.dataSet()))) {
            throw new DimseException(
                    Status.PROCESSING_FAILURE, "the transaction is not one of ours");
        }
        exchange.reply(Reply.of(Status.SUCCESS));
    }

    private static CommitmentResult result(DataSet report) {
        return new CommitmentResult(
                report.first(WorkflowTags.TRANSACTION_UID),
                report.items(Tags.ReferencedSOPSequence).stream()
                        .map(CommitmentReports::reference)
                        .toList(),
                report.items(WorkflowTags.FAILED_SOP_SEQUENCE).stream()
                        .map(item ->
                                new Failure(
                                        reference(item),
                                        item.integer(WorkflowTags.FAILURE_REASON, 0)))
                        .toList());
    }

    private static Reference reference(DataSet item) {
        return new Reference(
                item.first(Tags.ReferencedSOPClassUID), item.first(Tags.ReferencedSOPInstanceUID));
    }
}
