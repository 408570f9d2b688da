package io.meridian.dicom.network;

import io.meridian.dicom.SopClass;
import io.meridian.dicom.TransferSyntax;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.net.SocketFactory;

/** One association as a user of verification and storage. */
public final class StorageScu implements AutoCloseable {
    private final Association association;

    /** Who calls whom. */
    public record Peers(String callingTitle, String calledTitle, InetSocketAddress address) {}

    /** A class of objects in one encoding that this user wants to send. */
    public record Presentation(String sopClassUid, TransferSyntax transferSyntax) {}

    /** What the provider answered to one object. */
    public record Response(int status, String comment) {
        public boolean isSuccess() {
            return status == 0;
        }

        /** Kept, with or without a warning. */
        public boolean isStored() {
            return status == 0 || (status & 0xF000) == 0xB000;
        }
    }

    private StorageScu(Association association) {
        this.association = association;
    }

    public static StorageScu open(Peers peers, Set<Presentation> presentations, Duration timeout) {
        return open(peers, presentations, timeout, SocketFactory.getDefault());
    }

    /**
     * Opens an association that proposes verification and the presentations.
     *
     * @throws AssociationException.Refused if the provider refuses it
     * @throws AssociationException if it cannot be reached or answers nonsense
     */
    public static StorageScu open(
            Peers peers, Set<Presentation> presentations, Duration timeout, SocketFactory sockets) {
        var request =
                AssociationRequest.to(
                                new Route(
                                        peers.callingTitle(), peers.calledTitle(), peers.address()))
                        .propose(SopClass.VERIFICATION.uid(), TransferSyntax.IMPLICIT_LITTLE)
                        .timeouts(Timeouts.each(timeout))
                        .sockets(sockets);
        for (var each : presentations) {
            request.propose(each.sopClassUid(), each.transferSyntax());
        }
        return new StorageScu(request.open());
    }

    /** C-ECHO. */
    public Response echo() {
        return answer(Verification.echo(association));
    }

    /** Whether the provider accepted this class in this encoding. */
    public boolean accepts(String sopClassUid, TransferSyntax syntax) {
        return association.context(sopClassUid, syntax).isPresent();
    }

    /** What the provider did not accept. */
    public List<RefusedContext> refused() {
        return association.terms().refused();
    }

    /**
     * C-STORE of a bare data set.
     *
     * @throws AssociationException if the class was not accepted in this encoding, or the
     *     association breaks
     */
    public Response store(
            String sopClassUid, String sopInstanceUid, TransferSyntax syntax, InputStream dataSet) {
        return answer(
                Storage.store(association, sopClassUid, sopInstanceUid, syntax, dataSet).last());
    }

    private static Response answer(DimseResponse response) {
        return new Response(response.status().code(), response.comment());
    }

    /** Releases the association; a provider that does not answer is hung up on. */
    @Override
    public void close() {
        association.close();
    }
}
