package io.meridian.dicom.network;

import io.meridian.dicom.SopClass;
import io.meridian.dicom.TransferSyntax;
import java.util.Set;

/** Answers C-ECHO (PS3.4 annex A). */
public final class VerificationService implements DimseService {
    private static final Set<TransferSyntax> NATIVE =
            Set.of(
                    TransferSyntax.IMPLICIT_LITTLE,
                    TransferSyntax.EXPLICIT_LITTLE,
                    TransferSyntax.EXPLICIT_BIG);

    @Override
    public Offer negotiate(Proposal proposal) {
        return proposal.abstractSyntax().equals(SopClass.VERIFICATION.uid())
                ? proposal.offer(NATIVE::contains, Roles.DEFAULT)
                : new Offer.NotMine();
    }

    @Override
    public boolean performs(DimseRequest request) {
        return request instanceof DimseRequest.Echo;
    }

    @Override
    public void perform(DimseRequest request, Exchange exchange) {
        exchange.reply(Reply.of(Status.SUCCESS));
    }
}
