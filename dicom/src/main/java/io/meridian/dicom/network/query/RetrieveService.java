package io.meridian.dicom.network.query;

import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.network.Association;
import io.meridian.dicom.network.AssociationException;
import io.meridian.dicom.network.AssociationRequest;
import io.meridian.dicom.network.DimseException;
import io.meridian.dicom.network.DimseRequest;
import io.meridian.dicom.network.DimseService;
import io.meridian.dicom.network.Exchange;
import io.meridian.dicom.network.Offer;
import io.meridian.dicom.network.Proposal;
import io.meridian.dicom.network.Roles;
import io.meridian.dicom.network.Status;
import io.meridian.dicom.network.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Answers C-MOVE and C-GET in both information models (PS3.4 sections C.4.2 and C.4.3). Objects go
 * out as they are stored; what the receiver does not accept in that encoding counts as failed.
 */
public final class RetrieveService implements DimseService {
    private static final String STORAGE = "1.2.840.10008.5.1.4.1.1.";
    private static final int MAXIMUM_CONTEXTS = 128;

    private final RetrieveHandler handler;
    private final Destinations destinations;

    private record Encoding(String sopClass, TransferSyntax syntax) {}

    public RetrieveService(RetrieveHandler handler, Destinations destinations) {
        this.handler = handler;
        this.destinations = destinations;
    }

    /** Beside retrieval, storage classes for which the requestor wants to be the provider. */
    @Override
    public Offer negotiate(Proposal proposal) {
        var sopClass = proposal.abstractSyntax();
        for (var model : QueryModel.values()) {
            if (sopClass.equals(model.moveClass()) || sopClass.equals(model.getClassUid())) {
                return proposal.first(QueryService.SYNTAXES::contains)
                        .<Offer>map(syntax ->
                                new Offer.Accepted(
                                        syntax,
                                        Roles.DEFAULT,
                                        Identifiers.grant(proposal.extended())))
                        .orElseGet(Offer.NoTransferSyntax::new);
            }
        }
        return sopClass.startsWith(STORAGE) && proposal.roles().scp()
                ? proposal.offer(_ -> true, Roles.PROVIDER)
                : new Offer.NotMine();
    }

    @Override
    public boolean performs(DimseRequest request) {
        return request instanceof DimseRequest.Move || request instanceof DimseRequest.Get;
    }

    @Override
    public void perform(DimseRequest request, Exchange exchange) throws IOException {
        switch (request) {
            case DimseRequest.Move(var sopClass, var destination) -> {
                var builder =
                        destinations
                                .find(destination)
                                .orElseThrow(() ->
                                        new DimseException(
                                                Status.UNKNOWN_DESTINATION,
                                                "the destination is not known here"));
                move(exchange, select(model(sopClass), exchange), builder, destination);
            }
            case DimseRequest.Get(var sopClass) -> get(exchange, select(model(sopClass), exchange));
            default -> throw new DimseException(Status.UNRECOGNIZED_OPERATION, "not offered here");
        }
    }

    private static QueryModel model(String sopClass) {
        return sopClass.equals(QueryModel.PATIENT_ROOT.moveClass())
                        || sopClass.equals(QueryModel.PATIENT_ROOT.getClassUid())
                ? QueryModel.PATIENT_ROOT
                : QueryModel.STUDY_ROOT;
    }

    private List<StoredInstance> select(QueryModel model, Exchange exchange) throws IOException {
        var selected = handler.select(Identifiers.retrieval(model, exchange));
        var most = exchange.limits().maxSubOperations();
        if (selected.size() > most) {
            throw new DimseException(
                    Status.CANNOT_PERFORM_SUB_OPERATIONS,
                    "at most %d objects are sent at once".formatted(most));
        }
        return selected;
    }

    private static void get(Exchange exchange, List<StoredInstance> instances) {
        var tally = new SubOperationTally(exchange, instances.size());
        for (var instance : instances) {
            if (exchange.isCancelled()) {
                tally.cancelled();
                return;
            }
            var request = new DimseRequest.Store(instance.sopClass(), instance.sopInstance());
            tally.done(instance, send(exchange.association(), instance, request));
        }
        tally.finished();
    }

    private void move(
            Exchange exchange,
            List<StoredInstance> instances,
            AssociationRequest.Builder builder,
            String destination) {
        var tally = new SubOperationTally(exchange, instances.size());
        var first = builder;
        for (var batch : batches(instances)) {
            // A builder is used up by its association; the next batch gets a fresh one.
            var request = first == null ? destinations.find(destination).orElseThrow() : first;
            first = null;
            if (!moveBatch(exchange, batch, request, tally)) {
                tally.cancelled();
                return;
            }
        }
        tally.finished();
    }

    private static boolean moveBatch(
            Exchange exchange,
            List<StoredInstance> batch,
            AssociationRequest.Builder request,
            SubOperationTally tally) {
        encodings(batch).forEach(each -> request.propose(each.sopClass(), each.syntax()));
        var next = 0;
        try (var association = request.open()) {
            while (next < batch.size()) {
                if (exchange.isCancelled()) {
                    return false;
                }
                var instance = batch.get(next);
                var store =
                        new DimseRequest.Store(
                                instance.sopClass(),
                                instance.sopInstance(),
                                exchange.terms().callingTitle(),
                                exchange.messageId());
                var status = send(association, instance, store);
                next++;
                tally.done(instance, status);
            }
        } catch (AssociationException e) {
            if (exchange.isCancelled()) {
                return false;
            }
            // Their association could not be opened or broke; ours is fine.
            for (var instance : batch.subList(next, batch.size())) {
                tally.done(instance, Status.PROCESSING_FAILURE);
            }
        }
        return true;
    }

    private static Status send(
            Association association, StoredInstance instance, DimseRequest.Store request) {
        var syntax = instance.transferSyntax();
        if (association.context(instance.sopClass(), syntax).isEmpty()) {
            return Status.SOP_CLASS_NOT_SUPPORTED;
        }
        try (var content = instance.content().open()) {
            return Storage.store(association, request, syntax, content).last().status();
        } catch (IOException _) {
            return Status.PROCESSING_FAILURE; // it cannot be opened here
        }
    }

    private static Set<Encoding> encodings(List<StoredInstance> instances) {
        var encodings = new LinkedHashSet<Encoding>();
        for (var each : instances) {
            encodings.add(new Encoding(each.sopClass(), each.transferSyntax()));
        }
        return encodings;
    }

    /** So that each needs no more presentation contexts than one association has. */
    private static List<List<StoredInstance>> batches(List<StoredInstance> instances) {
        var batches = new ArrayList<List<StoredInstance>>();
        var batch = new ArrayList<StoredInstance>();
        var encodings = new LinkedHashSet<Encoding>();
        for (var each : instances) {
            var encoding = new Encoding(each.sopClass(), each.transferSyntax());
            if (encodings.size() == MAXIMUM_CONTEXTS && !encodings.contains(encoding)) {
                batches.add(batch);
                batch = new ArrayList<>();
                encodings.clear();
            }
            encodings.add(encoding);
            batch.add(each);
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }
}
