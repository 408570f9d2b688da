package io.meridian.dicom.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.dicom.TransferSyntax;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A user whose provider, or whose own data, does not do what it should. */
class RequestorTests {
    /** It accepts and then says nothing: each phase of a user has its end. */
    @Test
    void aProviderThatDoesNotAnswer() throws Exception {
        var brief = Timeouts.each(Duration.ofMillis(300));
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var route = new Route("USER", "PROVIDER", Daemon.loopback(server.getLocalPort()));
            var request =
                    AssociationRequest.to(route)
                            .propose(RawPeer.VERIFICATION, TransferSyntax.IMPLICIT_LITTLE)
                            .timeouts(brief);
            assertThatThrownBy(request::open).isInstanceOf(AssociationException.class);
            server.accept().close();
            var peer =
                    Thread.ofVirtual()
                            .start(() -> {
                                try (var socket = server.accept()) {
                                    acceptAssociation(socket);
                                    socket.getInputStream().readAllBytes();
                                } catch (IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            });
            var association = request.open();
            assertThatThrownBy(() -> Verification.echo(association))
                    .isInstanceOf(AssociationException.TimedOut.class)
                    .hasMessageContaining("did not answer in time");
            assertThatThrownBy(() -> Verification.echo(association))
                    .isInstanceOf(AssociationException.class)
                    .hasMessageContaining("over");
            peer.join();
        }
    }

    @Test
    void aReleaseIsAnsweredAlsoWhenBothAskForIt() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var both = new AtomicLong();
            var peer =
                    Thread.ofVirtual()
                            .start(() -> {
                                try (var socket = server.accept()) {
                                    both.set(collide(socket));
                                } catch (IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            });
            var route = new Route("USER", "PROVIDER", Daemon.loopback(server.getLocalPort()));
            var association =
                    AssociationRequest.to(route)
                            .propose(RawPeer.VERIFICATION, TransferSyntax.IMPLICIT_LITTLE)
                            .open();
            association.close();
            peer.join();
            assertThat(both.get()).as("we answered their release").isEqualTo(Pdu.RELEASE_RP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Accepts, then asks for release at the same time as the other side (PS3.8 section 7.2.2). */
    private static long collide(Socket socket) throws IOException {
        acceptAssociation(socket);
        var in = new java.io.DataInputStream(socket.getInputStream());
        var out = socket.getOutputStream();
        out.write(Pdu.release(Pdu.RELEASE_RQ));
        var types = new int[] {read(in), read(in)};
        out.write(Pdu.release(Pdu.RELEASE_RP));
        assertThat(types[0]).isEqualTo(Pdu.RELEASE_RQ);
        return types[1];
    }

    private static void acceptAssociation(Socket socket) throws IOException {
        var in = new java.io.DataInputStream(socket.getInputStream());
        var out = socket.getOutputStream();
        read(in);
        var request = RawPeer.request("USER", "PROVIDER");
        var acceptance = NegotiationReader.request(Arrays.copyOfRange(request, 6, request.length));
        var contexts =
                List.of(
                        new Negotiation.Context(
                                1, 0, "", List.of(TransferSyntax.IMPLICIT_LITTLE.uid())));
        out.write(
                Pdu.of(
                        Pdu.ASSOCIATE_AC,
                        NegotiationWriter.acceptance(
                                new Negotiation(
                                        1,
                                        "PROVIDER",
                                        "USER",
                                        Negotiation.APPLICATION_CONTEXT,
                                        contexts,
                                        acceptance.user()))));
    }

    private static int read(java.io.DataInputStream in) throws IOException {
        var header = in.readNBytes(6);
        in.skipNBytes(Pdu.getInt(header, 2));
        return header[0];
    }

    /** A user whose data set cannot be read to its end must not leave half a message. */
    @Test
    void aUserWhoseStreamFailsEndsTheAssociation() throws IOException {
        var known = Set.of(new KnownPeer("USER", InetAddress.getLoopbackAddress()));
        try (var provider =
                ServiceProvider.start(
                        Daemon.loopback(0),
                        ServiceProvider.Settings.of(
                                "PROVIDER",
                                known,
                                StorageService.of((_, stream) -> {
                                    stream.readAllBytes();
                                    return new StoreOutcome.Stored();
                                })))) {
            failWithin(new Route("USER", "PROVIDER", Daemon.loopback(provider.port())));
        }
    }

    private static void failWithin(Route route) {
        InputStream broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("disk");
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        throw new IOException("disk");
                    }
                };
        var failing = new SequenceInputStream(new ByteArrayInputStream(new byte[50_000]), broken);
        var association =
                AssociationRequest.to(route)
                        .propose(RawPeer.CT, TransferSyntax.EXPLICIT_LITTLE)
                        .open();
        assertThatThrownBy(() ->
                        Storage.store(
                                association,
                                RawPeer.CT,
                                "2.25.1",
                                TransferSyntax.EXPLICIT_LITTLE,
                                failing))
                .isInstanceOf(AssociationException.class);
        assertThatThrownBy(() ->
                        Storage.store(
                                association,
                                RawPeer.CT,
                                "2.25.1",
                                TransferSyntax.EXPLICIT_LITTLE,
                                new ByteArrayInputStream(new byte[1])))
                .isInstanceOf(AssociationException.class)
                .hasMessageContaining("over");
    }
}
