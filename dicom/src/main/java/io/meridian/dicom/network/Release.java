package io.meridian.dicom.network;

import io.meridian.dicom.network.Association.Side;
import io.meridian.dicom.network.AssociationException.Violation;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The release of one association (PS3.8 section 7.2), also where both ask at the same time. */
final class Release {
    private final Side side;
    private final PduOutput output;
    private final AtomicBoolean asked = new AtomicBoolean();
    private boolean collided; // only touched by the thread that reads

    Release(Side side, PduOutput output) {
        this.side = side;
        this.output = output;
    }

    /** Asks for it; false if we have already. */
    boolean ask() throws IOException {
        if (!asked.compareAndSet(false, true)) {
            return false;
        }
        output.write(Pdu.release(Pdu.RELEASE_RQ));
        return true;
    }

    /**
     * The peer asks; true if the association is over. Of two that ask, the requestor answers first.
     */
    boolean requested() throws IOException {
        var alone = !asked.get();
        if (alone || side == Side.REQUESTOR) {
            output.write(Pdu.release(Pdu.RELEASE_RP));
        } else {
            collided = true;
        }
        return alone;
    }

    /** The peer answers, after which the association is over. */
    void answered() throws IOException {
        if (!asked.get()) {
            throw new Violation(
                    AbortReason.UNEXPECTED_PDU, "a release was answered that nobody asked for");
        }
        if (collided) {
            output.write(Pdu.release(Pdu.RELEASE_RP));
        }
    }
}
