package io.meridian.dicom.network.query;

import io.meridian.dicom.network.DimseRequest;
import io.meridian.dicom.network.DimseService;
import io.meridian.dicom.network.Exchange;
import io.meridian.dicom.network.Offer;
import io.meridian.dicom.network.Proposal;
import io.meridian.dicom.network.Roles;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** Answers C-FIND of the modality worklist (PS3.4 annex K). */
public final class WorklistService implements DimseService {
    /** Modality Worklist Information Model - FIND. */
    public static final String SOP_CLASS = "1.2.840.10008.5.1.4.31";

    private final WorklistHandler handler;

    public WorklistService(WorklistHandler handler) {
        this.handler = handler;
    }

    @Override
    public Offer negotiate(Proposal proposal) {
        return proposal.abstractSyntax().equals(SOP_CLASS) && proposal.roles().scu()
                ? proposal.offer(QueryService.SYNTAXES::contains, Roles.DEFAULT)
                : new Offer.NotMine();
    }

    @Override
    public boolean performs(DimseRequest request) {
        return request instanceof DimseRequest.Find find && find.sopClass().equals(SOP_CLASS);
    }

    /** Start date and time are one range here, without negotiation (section K.2.2.1.2.1). */
    @Override
    public void perform(DimseRequest request, Exchange exchange) throws IOException {
        var keys = exchange.dataSet();
        var matcher = Matcher.of(keys, Matcher.DateTimes.COMBINED, handler::supports);
        try (var items = handler.items(keys, exchange.terms())) {
            Findings.send(exchange, matcher, items, UnaryOperator.identity());
        }
    }
}
