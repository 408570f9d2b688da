package io.meridian.dicom.network.workflow;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomUid;
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
import java.io.IOException;
import java.util.Set;

/**
 * Takes Modality Performed Procedure Steps (PS3.4 section F.7): N-CREATE in progress, N-SET until
 * completed or discontinued, then no more.
 */
public final class PerformedStepService implements DimseService {
    /** Modality Performed Procedure Step. */
    public static final String SOP_CLASS = "1.2.840.10008.3.1.2.3.3";

    private static final int ATTEMPTS = 10;
    private static final Set<TransferSyntax> SYNTAXES =
            Set.of(
                    TransferSyntax.EXPLICIT_LITTLE,
                    TransferSyntax.IMPLICIT_LITTLE,
                    TransferSyntax.EXPLICIT_BIG);

    private final PerformedSteps steps;

    public PerformedStepService(PerformedSteps steps) {
        this.steps = steps;
    }

    @Override
    public Offer negotiate(Proposal proposal) {
        return proposal.abstractSyntax().equals(SOP_CLASS) && proposal.roles().scu()
                ? proposal.offer(SYNTAXES::contains, Roles.DEFAULT)
                : new Offer.NotMine();
    }

    @Override
    public boolean performs(DimseRequest request) {
        return request.sopClass().equals(SOP_CLASS)
                && (request instanceof DimseRequest.Create
                        || request instanceof DimseRequest.Modify);
    }

    @Override
    public void perform(DimseRequest request, Exchange exchange) throws IOException {
        switch (request) {
            case DimseRequest.Create(var _, var instance) -> create(instance, exchange);
            case DimseRequest.Modify(var _, var instance) -> modify(instance, exchange);
            default -> throw new DimseException(Status.UNRECOGNIZED_OPERATION, "not offered here");
        }
    }

    private void create(String named, Exchange exchange) throws IOException {
        var step = exchange.dataSet();
        StepRules.checkNew(step);
        var instance = named.isEmpty() ? DicomUid.generate().value() : named;
        if (!steps.create(instance, step)) {
            throw new DimseException(Status.DUPLICATE_INSTANCE, "the step is there already");
        }
        exchange.reply(Reply.of(Status.SUCCESS).withSopInstance(instance));
    }

    private void modify(String instance, Exchange exchange) throws IOException {
        DataSet changes = exchange.dataSet();
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            var step =
                    steps.find(instance)
                            .orElseThrow(() ->
                                    new DimseException(
                                            Status.NO_SUCH_INSTANCE, "there is no such step"));
            if (steps.replace(instance, step, StepRules.modified(step, changes))) {
                exchange.reply(Reply.of(Status.SUCCESS));
                return;
            }
        }
        throw new DimseException(Status.PROCESSING_FAILURE, "the step is modified by others");
    }
}
