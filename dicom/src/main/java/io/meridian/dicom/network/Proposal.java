package io.meridian.dicom.network;

import io.meridian.dicom.TransferSyntax;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a requestor proposes in one presentation context.
 *
 * @param roles what it wants to be; {@link Roles#DEFAULT} where it negotiates no roles
 * @param extended SOP class extended negotiation; empty where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Proposal(
        String abstractSyntax,
        List<TransferSyntax> transferSyntaxes,
        Roles roles,
        byte[] extended) {
    public Proposal {
        transferSyntaxes = List.copyOf(transferSyntaxes);
    }

    /** The requestor's first transfer syntax that is wanted here. */
    public Optional<TransferSyntax> first(Predicate<TransferSyntax> wanted) {
        return transferSyntaxes.stream().filter(wanted).findFirst();
    }

    /** Accepts the first transfer syntax that is wanted, for a requestor in these roles. */
    public Offer offer(Predicate<TransferSyntax> wanted, Roles granted) {
        return first(wanted)
                .<Offer>map(syntax -> new Offer.Accepted(syntax, granted, new byte[0]))
                .orElseGet(Offer.NoTransferSyntax::new);
    }
}
