package io.meridian.dicom.network.query;

import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import io.meridian.dicom.network.DimseRequest;
import io.meridian.dicom.network.DimseService;
import io.meridian.dicom.network.Exchange;
import io.meridian.dicom.network.Offer;
import io.meridian.dicom.network.Proposal;
import io.meridian.dicom.network.Roles;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Answers C-FIND in both information models (PS3.4 section C.4.1). */
public final class QueryService implements DimseService {
    static final Set<TransferSyntax> SYNTAXES =
            Set.of(
                    TransferSyntax.EXPLICIT_LITTLE,
                    TransferSyntax.IMPLICIT_LITTLE,
                    TransferSyntax.EXPLICIT_BIG,
                    TransferSyntax.DEFLATED);

    private final QueryHandler handler;

    public QueryService(QueryHandler handler) {
        this.handler = handler;
    }

    @Override
    public Offer negotiate(Proposal proposal) {
        if (model(proposal.abstractSyntax()).isEmpty() || !proposal.roles().scu()) {
            return new Offer.NotMine();
        }
        return proposal.first(SYNTAXES::contains)
                .<Offer>map(syntax ->
                        new Offer.Accepted(
                                syntax, Roles.DEFAULT, Identifiers.grant(proposal.extended())))
                .orElseGet(Offer.NoTransferSyntax::new);
    }

    @Override
    public boolean performs(DimseRequest request) {
        return request instanceof DimseRequest.Find find && model(find.sopClass()).isPresent();
    }

    @Override
    public void perform(DimseRequest request, Exchange exchange) throws IOException {
        var model = model(request.sopClass()).orElseThrow();
        var query = Identifiers.query(model, exchange);
        var matcher =
                Matcher.of(
                        query.keys(),
                        Identifiers.dateTimes(exchange),
                        key ->
                                key.equals(query.level().uniqueKey())
                                        || handler.supports(query, key));
        try (var candidates = handler.candidates(query)) {
            Findings.send(
                    exchange,
                    matcher,
                    candidates,
                    match ->
                            match.toBuilder()
                                    .text(
                                            QueryLevel.QUERY_RETRIEVE_LEVEL,
                                            Vr.CS,
                                            query.level().name())
                                    .build());
        }
    }

    private static Optional<QueryModel> model(String sopClass) {
        for (var model : QueryModel.values()) {
            if (model.findClass().equals(sopClass)) {
                return Optional.of(model);
            }
        }
        return Optional.empty();
    }
}
