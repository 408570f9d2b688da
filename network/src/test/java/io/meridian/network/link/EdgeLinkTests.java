package io.meridian.network.link;

import static io.meridian.network.link.Desks.desired;
import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.network.LoopbackHub;
import io.meridian.network.identity.EnrolmentClient;
import io.meridian.network.identity.TlsIdentity;
import io.meridian.network.link.v1.Event;
import io.meridian.network.link.v1.Item;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real gRPC and HTTPS on loopback, with mutual TLS. */
class EdgeLinkTests {
    private static final String SITE = "hospital-1";
    private static final EdgeLink.Pace QUICK =
            new EdgeLink.Pace(
                    Duration.ofMillis(200),
                    Duration.ofMillis(5),
                    Duration.ofMillis(20),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(2),
                    Duration.ofMillis(600));

    private final LoopbackHub https;
    private final TlsIdentity identity;
    private final Desks.Edge edge = new Desks.Edge(SITE);
    private final Desks.Hub hub = new Desks.Hub(desired(SITE, 1, 7));
    private LinkServer server;

    EdgeLinkTests(@TempDir Path folder) throws IOException {
        https = LoopbackHub.start(folder.resolve("hub"), Clock.systemUTC());
        identity = https.enrol(SITE);
        server = server(0);
    }

    @BeforeEach
    void answerLongPolls() {
        https.desk = hub;
    }

    @AfterEach
    void close() {
        server.close();
        https.close();
    }

    private LinkServer server(int port) throws IOException {
        return LinkServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), https.server(), hub);
    }

    private EdgeLink link(int port, Supplier<TlsIdentity> who, EdgeLink.Pace pace) {
        return EdgeLink.start(
                new EdgeLink.Settings(SITE, "127.0.0.1", port, https.url(), who, new Random(7)),
                edge,
                pace);
    }

    private EdgeLink link(int port) {
        return link(port, () -> identity, QUICK);
    }

    @Nested
    class State {
        @Test
        void isAppliedAtTheEdgeAndReportedToTheHub() {
            try (var link = link(server.port())) {
                edge.awaits("online");
                edge.awaits("applied 1.7");
                hub.awaits("hospital-1 online");
                Desks.await(hub.reports, report -> report.getAppliedGeneration() == 7);

                hub.asks = desired(SITE, 1, 8);
                server.changed(SITE);
                edge.awaits("applied 1.8");

                edge.says = edge.says.toBuilder().addEvents(Event.newBuilder().setId("e1")).build();
                link.changed();
                Desks.await(hub.reports, report -> report.getEventsCount() == 1);
            }
            edge.awaits("offline");
            hub.awaits("hospital-1 offline");
        }

        @Test
        void thatGoesBackIsRefused() {
            edge.applied = new EdgeDesk.Applied(1, 9);
            try (var _ = link(server.port())) {
                edge.awaits("online");
                Desks.await(hub.reports, report -> report.getAppliedGeneration() == 9);
                hub.asks = desired(SITE, 0, 99);
                server.changed(SITE);
                Desks.await(hub.reports, _ -> true);
                hub.asks = desired(SITE, 1, 10);
                server.changed(SITE);
                edge.awaits("applied 1.10");
                // A hub that was restored begins a new epoch, at any generation.
                hub.asks = desired(SITE, 2, 1);
                server.changed(SITE);
                edge.awaits("applied 2.1");
            }
            assertThat(edge.generations).startsWith(10L).doesNotContain(7L, 99L);
        }

        @Test
        void ofAnotherSiteIsRefused() {
            hub.asks = desired("hospital-2", 1, 50);
            try (var _ = link(server.port())) {
                edge.awaits("online");
                Desks.await(hub.reports, _ -> true);
                hub.asks = desired(SITE, 1, 8);
                server.changed(SITE);
                edge.awaits("applied 1.8");
            }
            assertThat(edge.generations).doesNotContain(50L);
        }

        @Test
        void beyondTheLimitsIsRefused() {
            var many = desired(SITE, 1, 50).toBuilder();
            for (var i = 0; i <= 1_000; i++) {
                many.addItems(Item.newBuilder().setId("item-" + i));
            }
            hub.asks = many.build();
            try (var _ = link(server.port())) {
                edge.awaits("online");
                hub.asks = desired(SITE, 1, 51);
                server.changed(SITE);
                edge.awaits("applied 1.51");
            }
            assertThat(edge.generations).doesNotContain(50L);
        }

        @Test
        void lapsesWhenTheHubIsAwayAndCountsAgainWhenItIsBack() throws IOException {
            hub.asks = desired(SITE, 1, 7).toBuilder().setValidForMillis(400).build();
            try (var _ = link(server.port())) {
                edge.awaits("applied 1.7");
                var port = server.port();
                server.close();
                https.desk = null;
                edge.awaits("lapsed");
                server = server(port);
                edge.awaits("applied 1.7");
            }
        }
    }

    @Nested
    class WhatBreaks {
        @Test
        void isOpenedAgainWhenTheHubRestartsOnTheSamePort() throws IOException {
            https.desk = null;
            try (var _ = link(server.port())) {
                for (var round = 1; round <= 3; round++) {
                    edge.awaits("applied 1." + (6 + round));
                    hub.awaits("hospital-1 online");
                    var port = server.port();
                    server.close();
                    edge.awaits("offline");
                    hub.awaits("hospital-1 offline");
                    hub.asks = desired(SITE, 1, 7 + round);
                    server = server(port);
                }
                edge.awaits("applied 1.10");
            }
        }

        @Test
        void isFoundAlsoIfTheHubWasNotThereAtFirst() throws IOException {
            var port = server.port();
            server.close();
            https.desk = null;
            try (var _ = link(port)) {
                server = server(port);
                edge.awaits("applied 1.7");
            }
        }

        @Test
        void doesNotEndWithTheDesksFailure() {
            try (var link = link(server.port())) {
                edge.awaits("applied 1.7");
                edge.fails = true;
                link.changed();
                edge.awaits("offline");
                edge.fails = false;
                edge.awaits("online");
            }
        }

        @Test
        void doesNotEndWithAnIdentityThatCannotBeReadForAWhile() {
            var broken = new AtomicReference<>(true);
            Supplier<TlsIdentity> who =
                    () -> {
                        if (broken.getAndSet(false)) {
                            throw new IllegalStateException("the disk is away");
                        }
                        return identity;
                    };
            try (var _ = link(server.port(), who, QUICK)) {
                edge.awaits("applied 1.7");
            }
        }

        @Test
        void goesByLongPollWhereStreamsAreKilledAndReturnsToAStream() throws IOException {
            try (var proxy = Proxy.that(Proxy.Way.KILLS, server.port());
                    var _ = link(proxy.port())) {
                edge.awaits("applied 1.7");
                hub.asks = desired(SITE, 1, 8);
                edge.awaits("applied 1.8");
                assertThat(https.requests)
                        .anyMatch(request -> request.startsWith(LongPoll.PATH + " "));
                assertThat(hub.notes).isEmpty();

                proxy.now(Proxy.Way.PASSES);
                hub.awaits("hospital-1 online");
            }
        }

        @Test
        void goesByLongPollWhereStreamsAreHeldBack() throws IOException {
            var hasty =
                    new EdgeLink.Pace(
                            QUICK.reportEvery(),
                            QUICK.reportGap(),
                            QUICK.shortestPause(),
                            QUICK.longestPause(),
                            Duration.ofMillis(300),
                            QUICK.pollFor());
            try (var proxy = Proxy.that(Proxy.Way.HOLDS_BACK, server.port());
                    var _ = link(proxy.port(), () -> identity, hasty)) {
                edge.awaits("applied 1.7");
                assertThat(https.requests)
                        .anyMatch(request -> request.startsWith(LongPoll.PATH + " "));
            }
        }
    }

    @Test
    void connectsAgainWithARenewedCertificate() {
        var who = new AtomicReference<>(identity);
        try (var _ = link(server.port(), who::get, QUICK)) {
            hub.awaits("hospital-1 online");
            who.set(EnrolmentClient.renew(identity, https.url()).identity());
            hub.awaits("hospital-1 offline");
            hub.awaits("hospital-1 online");
        }
    }

    @Test
    void doesNotCallItsDeskOnceItIsClosed() {
        var link = link(server.port());
        edge.awaits("applied 1.7");
        link.close();
        edge.awaits("offline");
        server.changed(SITE);

        assertThat(edge.notes).isEmpty();
    }
}
