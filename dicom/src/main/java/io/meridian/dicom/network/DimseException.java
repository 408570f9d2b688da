package io.meridian.dicom.network;

import io.meridian.dicom.DicomException;

/** A request that is answered with a failure. The message is its error comment: no identity. */
public final class DimseException extends DicomException {
    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    public DimseException(Status status, String comment) {
        this(Reply.of(status, comment));
    }

    public DimseException(Reply reply) {
        super(reply.comment());
        this.reply = reply;
    }

    public Reply reply() {
        return reply;
    }
}
