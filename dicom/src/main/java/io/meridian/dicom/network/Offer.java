package io.meridian.dicom.network;

import io.meridian.dicom.TransferSyntax;

/** What a service answers to a proposal. */
public sealed interface Offer {
    /** The SOP class is not of this service, or not in the roles that are asked for. */
    record NotMine() implements Offer {}

    /** The SOP class is, but none of the transfer syntaxes is taken. */
    record NoTransferSyntax() implements Offer {}

    /**
     * Accepted.
     *
     * @param roles what the requestor may be
     * @param extended the answer of SOP class extended negotiation; empty for none
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Accepted(TransferSyntax transferSyntax, Roles roles, byte[] extended) implements Offer {}
}
