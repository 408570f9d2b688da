package io.meridian.network.link;

import static io.meridian.network.link.Desks.desired;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.stub.StreamObserver;
import io.meridian.network.LoopbackHub;
import io.meridian.network.NetworkException;
import io.meridian.network.identity.TlsIdentity;
import io.meridian.network.link.v1.Desired;
import io.meridian.network.link.v1.EdgeLinkGrpc;
import io.meridian.network.link.v1.Event;
import io.meridian.network.link.v1.ItemStatus;
import io.meridian.network.link.v1.Observed;
import io.meridian.testing.MovableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinkServerTests {
    private static final String SITE = "hospital-1";
    private static final ByteString LONG = ByteString.copyFrom(new byte[(1 << 20) + 1]);

    private final Path folder;
    private final MovableClock clock = MovableClock.atNow();
    private final LoopbackHub https;
    private final Desks.Hub hub = new Desks.Hub(desired(SITE, 1, 7));
    private final LinkServer server;

    LinkServerTests(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.https = LoopbackHub.start(folder.resolve("hub"), Clock.systemUTC());
        this.server =
                LinkServer.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        https.server(),
                        hub,
                        clock);
    }

    @AfterEach
    void close() {
        server.close();
        https.close();
    }

    /** An edge that says exactly what a test wants. */
    private final class RawEdge implements StreamObserver<Desired>, AutoCloseable {
        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final ManagedChannel channel;
        private final StreamObserver<Observed> reports;

        RawEdge(SslContext tls) {
            channel =
                    NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                            .sslContext(tls)
                            .build();
            reports = EdgeLinkGrpc.newStub(channel).connect(this);
        }

        void says(Observed message) {
            reports.onNext(message);
        }

        String ending() {
            return Desks.await(heard, note -> !note.startsWith("generation"));
        }

        @Override
        public void onNext(Desired desired) {
            heard.add("generation " + desired.getGeneration());
        }

        @Override
        public void onError(Throwable problem) {
            heard.add(Status.fromThrowable(problem).getCode().name());
        }

        @Override
        public void onCompleted() {
            heard.add("completed");
        }

        @Override
        public void close() {
            channel.shutdownNow();
        }
    }

    private static Observed.Builder report() {
        return Observed.newBuilder().setSite(SITE);
    }

    @Nested
    class WhoMayConnect {
        @Test
        void noOneWithACertificateOfAnotherAuthority() throws IOException {
            try (var other = LoopbackHub.start(folder.resolve("other"), Clock.systemUTC())) {
                var foreign = other.enrol(SITE);
                // It trusts this hub, and names itself as one of its sites.
                var posing =
                        new TlsIdentity(
                                foreign.key(),
                                foreign.certificate(),
                                https.authority.certificate());
                try (var edge = new RawEdge(posing.grpcClient())) {
                    assertThat(edge.ending()).isEqualTo("UNAVAILABLE");
                }
            }
            assertThat(hub.notes).isEmpty();
        }

        @Test
        void noOneWithoutACertificate() throws IOException {
            var tls =
                    GrpcSslContexts.forClient().trustManager(https.authority.certificate()).build();
            try (var edge = new RawEdge(tls)) {
                assertThat(edge.ending()).isEqualTo("UNAVAILABLE");
            }
            assertThat(hub.notes).isEmpty();
        }

        @Test
        void noOneWithAnExpiredCertificate() throws IOException {
            var past = new MovableClock(Instant.now().minus(Duration.ofDays(200)));
            try (var old = LoopbackHub.start(folder.resolve("hub"), past);
                    var edge = new RawEdge(old.enrol(SITE).grpcClient())) {
                assertThat(edge.ending()).isEqualTo("UNAVAILABLE");
            }
            assertThat(hub.notes).isEmpty();
        }

        @Test
        void noOneWithTheHubsOwnCertificate() throws IOException {
            try (var edge = new RawEdge(https.server().grpcClient())) {
                assertThat(edge.ending()).isEqualTo("UNAVAILABLE");
            }
            assertThat(hub.notes).isEmpty();
        }

        @Test
        void noOneWithOlderTls() throws IOException {
            var factory = https.enrol(SITE).context().getSocketFactory();
            try (var socket =
                    (SSLSocket)
                            factory.createSocket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.setEnabledProtocols(new String[] {"TLSv1.2"});

                assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
            }
        }

        @Test
        void anEdgeBelievesNoHubOfAnotherAuthority() throws IOException {
            try (var other = LoopbackHub.start(folder.resolve("other"), Clock.systemUTC());
                    var edge = new RawEdge(other.enrol(SITE).grpcClient())) {
                assertThat(edge.ending()).isEqualTo("UNAVAILABLE");
            }
        }
    }

    @Nested
    class AStream {
        private final TlsIdentity identity = https.enrol(SITE);

        @Test
        void ofASiteEndsTheOneBefore() {
            try (var first = new RawEdge(identity.grpcClient())) {
                hub.awaits("hospital-1 online");
                try (var second = new RawEdge(identity.grpcClient())) {
                    assertThat(first.ending()).isEqualTo("ABORTED");
                    second.says(report().setInstance("second").build());
                    Desks.await(hub.reports, said -> said.getInstance().equals("second"));
                }
                hub.awaits("hospital-1 online");
                hub.awaits("hospital-1 offline");
            }
            assertThat(hub.notes).isEmpty();
        }

        @Test
        void ofOneSiteLeavesOthersAlone() {
            try (var first = new RawEdge(identity.grpcClient());
                    var other = new RawEdge(https.enrol("hospital-2").grpcClient())) {
                hub.awaits("hospital-2 online");
                other.says(Observed.newBuilder().setSite("hospital-2").build());
                first.says(report().build());
                Desks.await(hub.reports, said -> said.getSite().equals("hospital-2"));
                assertThat(first.heard).allMatch(note -> note.startsWith("generation"));
            }
        }

        @Test
        void thatSpeaksForAnotherSiteEnds() {
            try (var edge = new RawEdge(identity.grpcClient())) {
                edge.says(Observed.newBuilder().setSite("hospital-2").build());

                assertThat(edge.ending()).isEqualTo("PERMISSION_DENIED");
            }
            hub.awaits("hospital-1 offline");
            assertThat(hub.reports).isEmpty();
        }

        @Test
        void endsWhenItsCertificateHasExpired() {
            try (var edge = new RawEdge(identity.grpcClient())) {
                edge.says(report().build());
                Desks.await(hub.reports, _ -> true);
                clock.move(LoopbackHub.CERTIFICATE.plusDays(1));
                edge.says(report().build());

                assertThat(edge.ending()).isEqualTo("UNAUTHENTICATED");
            }
            assertThat(hub.reports).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("io.meridian.network.link.LinkServerTests#tooMuch")
        void thatBreaksALimitEnds(Observed message) {
            try (var edge = new RawEdge(identity.grpcClient())) {
                edge.says(message);

                // Beyond 8 MiB gRPC ends it before us, and may only say that it did.
                assertThat(edge.ending())
                        .isIn("INVALID_ARGUMENT", "RESOURCE_EXHAUSTED", "CANCELLED");
            }
            assertThat(hub.reports).isEmpty();
        }

        @Test
        void isCompletedWhenTheEdgeCompletesIt() {
            try (var edge = new RawEdge(identity.grpcClient())) {
                edge.reports.onCompleted();

                assertThat(edge.ending()).isEqualTo("completed");
            }
            hub.awaits("hospital-1 offline");
        }
    }

    static Stream<Observed> tooMuch() {
        var manyEvents = report();
        var manyStatuses = report();
        for (var i = 0; i <= 1_000; i++) {
            manyEvents.addEvents(Event.newBuilder().setId("e" + i));
            manyStatuses.addStatuses(ItemStatus.newBuilder().setId("i" + i));
        }
        var huge = report();
        for (var i = 0; i < 9; i++) {
            huge.addEvents(
                    Event.newBuilder()
                            .setId("e" + i)
                            .setDocument(ByteString.copyFrom(new byte[1 << 20])));
        }
        return Stream.of(
                        report().addEvents(Event.newBuilder().setId("e").setDocument(LONG)),
                        report().addEvents(Event.newBuilder().setId("e".repeat(201))),
                        report().addEvents(Event.newBuilder()),
                        report().addStatuses(ItemStatus.newBuilder().setId("i").setDocument(LONG)),
                        report().setInventory(LONG),
                        manyEvents,
                        manyStatuses,
                        huge)
                .map(Observed.Builder::build);
    }

    @Nested
    class ByLongPoll {
        @Test
        void theSameIsRefused() {
            assertThat(LongPoll.answer(hub, SITE, report().build().toByteArray()))
                    .isEqualTo(hub.asks.toByteArray());
            var foreign = Observed.newBuilder().setSite("hospital-2").build().toByteArray();
            var tooLong = report().setInventory(LONG).build().toByteArray();
            hub.reports.clear();

            for (var message :
                    new byte[][] {foreign, tooLong, new byte[(8 << 20) + 1], {1, 2, 3}}) {
                assertThatThrownBy(() -> LongPoll.answer(hub, SITE, message))
                        .isInstanceOf(NetworkException.class);
            }
            assertThat(hub.reports).isEmpty();
        }
    }
}
