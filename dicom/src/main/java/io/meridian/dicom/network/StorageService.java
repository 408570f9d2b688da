package io.meridian.dicom.network;

import io.meridian.dicom.TransferSyntax;
import java.io.IOException;
import java.util.function.Predicate;

/**
 * Takes objects by C-STORE (PS3.4 annex B), streaming: as a provider, or as a user whose C-GET is
 * being answered.
 */
public final class StorageService implements DimseService {
    private final Predicate<String> sopClasses;
    private final Predicate<TransferSyntax> transferSyntaxes;
    private final StoreHandler handler;

    /**
     * Takes what the two conditions allow.
     *
     * @param sopClasses decides which SOP classes are taken
     * @param transferSyntaxes decides which encodings are taken; they are passed on as they are
     */
    public StorageService(
            Predicate<String> sopClasses,
            Predicate<TransferSyntax> transferSyntaxes,
            StoreHandler handler) {
        this.sopClasses = sopClasses;
        this.transferSyntaxes = transferSyntaxes;
        this.handler = handler;
    }

    /** Every standard storage class in every transfer syntax. */
    public static StorageService of(StoreHandler handler) {
        return new StorageService(
                uid -> uid.startsWith("1.2.840.10008.5.1.4.1.1."), _ -> true, handler);
    }

    @Override
    public Offer negotiate(Proposal proposal) {
        return sopClasses.test(proposal.abstractSyntax()) && proposal.roles().scu()
                ? proposal.offer(transferSyntaxes, Roles.DEFAULT)
                : new Offer.NotMine();
    }

    @Override
    public boolean performs(DimseRequest request) {
        return request instanceof DimseRequest.Store;
    }

    @Override
    public void perform(DimseRequest request, Exchange exchange) throws IOException {
        if (!(request instanceof DimseRequest.Store store)) {
            throw new DimseException(Status.UNRECOGNIZED_OPERATION, "not offered here");
        }
        if (!exchange.hasDataSet()) {
            throw new DimseException(Status.CANNOT_UNDERSTAND, "a data set is missing");
        }
        var terms = exchange.terms();
        var incoming =
                new StoreHandler.Incoming(
                        terms.callingTitle(),
                        terms.calledTitle(),
                        terms.address(),
                        store.sopClass(),
                        store.sopInstance(),
                        exchange.context().transferSyntax());
        var outcome = handler.store(incoming, exchange.stream());
        exchange.reply(Reply.of(new Status(outcome.status()), outcome.comment()));
    }
}
