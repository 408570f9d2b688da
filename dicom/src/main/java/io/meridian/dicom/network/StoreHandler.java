package io.meridian.dicom.network;

import io.meridian.dicom.TransferSyntax;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;

/** Takes the objects that a provider receives; called on the association's own thread. */
@FunctionalInterface
public interface StoreHandler {
    /** The object that is about to arrive, as its command names it. */
    record Incoming(
            String callingTitle,
            String calledTitle,
            InetAddress address,
            String sopClassUid,
            String sopInstanceUid,
            TransferSyntax transferSyntax) {
        /** Names no instance. */
        @Override
        public String toString() {
            return "Incoming[" + callingTitle + ", " + sopClassUid + ", " + transferSyntax + "]";
        }
    }

    /**
     * Keeps one object.
     *
     * @param dataSet the bare data set in the transfer syntax; what is not read is passed over
     * @return the outcome; {@code Stored} is a promise that a crash now loses nothing
     */
    StoreOutcome store(Incoming incoming, InputStream dataSet) throws IOException;
}
