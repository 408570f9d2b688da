package io.meridian.dicom.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.dicom.SopClass;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each offence ends its own association, with a reason for the peer and one for the log. */
class HostilePeerTests {
    private static final String SECRET = "SECRET^PATIENT";
    private static final int UNRECOGNIZED_PDU = 1;
    private static final int UNEXPECTED_PDU = 2;
    private static final int UNEXPECTED_PARAMETER = 5;
    private static final int INVALID_PARAMETER = 6;

    private final List<String> log = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init") // made before each test
    private ServiceProvider provider;

    @BeforeEach
    void start() throws IOException {
        provider =
                start(
                        AssociationLimits.DEFAULT
                                .withBytes(16_384, 1_000, 100_000, 10_000)
                                .withTimeouts(
                                        Duration.ofMillis(400),
                                        Duration.ofSeconds(10),
                                        Duration.ofMillis(700),
                                        Duration.ofSeconds(20)));
    }

    private ServiceProvider start(AssociationLimits limits) throws IOException {
        var known = Set.of(new KnownPeer("USER", InetAddress.getLoopbackAddress()));
        return ServiceProvider.start(
                Daemon.loopback(0),
                ServiceProvider.Settings.of(
                                "PROVIDER",
                                known,
                                new VerificationService(),
                                StorageService.of((_, stream) -> {
                                    stream.readAllBytes();
                                    return new StoreOutcome.Stored();
                                }))
                        .withLimits(limits)
                        .withLog(log::add));
    }

    /** Whatever happened, it serves the next one, and the log holds no value that was sent. */
    @AfterEach
    void stillServes() throws IOException {
        try (var last = provider;
                var association =
                        AssociationRequest.to(
                                        new Route("USER", "PROVIDER", Daemon.loopback(last.port())))
                                .propose(SopClass.VERIFICATION.uid())
                                .open()) {
            assertThat(Verification.echo(association).status().isSuccess()).isTrue();
        }
        assertThat(log).noneMatch(line -> line.contains(SECRET));
    }

    private RawPeer associate() throws IOException {
        return RawPeer.associate(provider.port(), "USER", "PROVIDER");
    }

    private void aborts(int reason, String why, byte[]... pdus) throws IOException {
        try (var peer = associate()) {
            peer.send(pdus);
            assertThat(peer.abort()).containsExactly(AbortReason.BY_PROVIDER, reason);
            peer.untilHungUp();
        }
        assertThat(log).anyMatch(line -> line.contains(why));
    }

    private static byte[] store(int id) {
        return RawPeer.fragment(
                3, 3, RawPeer.command(new DimseRequest.Store(RawPeer.CT, SECRET), id, true));
    }

    @Test
    void unknownAndUnexpectedPdus() throws IOException {
        aborts(UNRECOGNIZED_PDU, "unknown type 99", Pdu.of(99, new byte[4]));
        aborts(UNEXPECTED_PDU, "type 1 ", RawPeer.request("USER", "PROVIDER"));
        aborts(UNEXPECTED_PDU, "nobody asked for", Pdu.release(Pdu.RELEASE_RP));
        aborts(UNEXPECTED_PDU, "within a message", store(1), Pdu.release(Pdu.RELEASE_RQ));
    }

    @Test
    void lyingLengths() throws IOException {
        aborts(INVALID_PARAMETER, "at most", new byte[] {Pdu.DATA, 0, 0x7F, -1, -1, -1});
        aborts(INVALID_PARAMETER, "4 bytes", new byte[] {Pdu.RELEASE_RQ, 0, 0, 0, 1, 0});
        var longer = RawPeer.fragment(1, 3, new byte[20]);
        longer[9]++;
        aborts(INVALID_PARAMETER, "longer than its PDU", longer);
        var shorter = RawPeer.fragment(1, 3, new byte[20]);
        shorter[9] = 1;
        aborts(INVALID_PARAMETER, "longer than its PDU", shorter);
        aborts(INVALID_PARAMETER, "within its header", Pdu.of(Pdu.DATA, new byte[3]));
    }

    @Test
    void mixedAndMisplacedFragments() throws IOException {
        var command = RawPeer.command(new DimseRequest.Store(RawPeer.CT, SECRET), 1, true);
        var half = Arrays.copyOf(command, command.length / 2);
        aborts(
                UNEXPECTED_PARAMETER,
                "contexts are mixed",
                RawPeer.fragment(3, 1, half),
                RawPeer.fragment(1, 3, half));
        aborts(
                UNEXPECTED_PARAMETER,
                "contexts are mixed",
                store(1),
                RawPeer.fragment(1, 2, new byte[10]));
        aborts(UNEXPECTED_PARAMETER, "data set's fragment", store(1), store(2));
        aborts(
                UNEXPECTED_PARAMETER,
                "command's fragment",
                RawPeer.fragment(3, 2, SECRET.getBytes(StandardCharsets.US_ASCII)));
        aborts(INVALID_PARAMETER, "not accepted", RawPeer.fragment(7, 3, command));
    }

    @Test
    void endlessData() throws IOException {
        aborts(
                INVALID_PARAMETER,
                "a command may have at most",
                RawPeer.fragment(1, 1, new byte[900]),
                RawPeer.fragment(1, 1, new byte[900]));
        try (var peer = associate()) {
            peer.send(store(1));
            var piece = RawPeer.fragment(3, 0, new byte[10_000]);
            assertThatThrownBy(
                            () -> {
                                for (var i = 0; i < 10_000; i++) {
                                    peer.send(piece);
                                }
                            })
                    .isInstanceOf(IOException.class);
        }
        assertThat(log).anyMatch(line -> line.contains("a data set may have at most"));
        try (var peer = associate()) {
            peer.send(store(1));
            var empty = RawPeer.fragment(3, 0, new byte[0]);
            assertThatThrownBy(
                            () -> {
                                for (var i = 0; i < 1_000_000; i++) {
                                    peer.send(empty);
                                }
                            })
                    .isInstanceOf(IOException.class);
        }
        assertThat(log).anyMatch(line -> line.contains("fragments of a message are empty"));
    }

    @Test
    void commandsThatAreNone() throws IOException {
        var random = new byte[300];
        new Random(3).nextBytes(random);
        aborts(0, "could not be read", RawPeer.fragment(1, 3, random));
        aborts(0, "unknown kind", RawPeer.fragment(1, 3, new byte[0]));
        var response =
                Command.read(RawPeer.command(new DimseRequest.Echo(RawPeer.VERIFICATION), 1, false))
                        .response(Reply.of(Status.SUCCESS))
                        .bytes();
        aborts(0, "no request", RawPeer.fragment(1, 3, response));
    }

    @Test
    void aRequestForAnotherSopClassThanItsContextIsAnswered() throws IOException {
        try (var peer = associate()) {
            peer.send(
                    RawPeer.fragment(
                            1,
                            3,
                            RawPeer.command(new DimseRequest.Create("1.2.3", SECRET), 1, false)));
            var answer = peer.receive();
            var command = Command.read(Arrays.copyOfRange(answer, 12, answer.length));
            assertThat(command.status()).isEqualTo(Status.SOP_CLASS_NOT_SUPPORTED.code());
        }
    }

    @Test
    void moreOperationsThanAgreed() throws IOException {
        // Two requests that run beside the association, of which the first never ends.
        var blocked = new java.util.concurrent.CountDownLatch(1);
        DimseService slow =
                new DimseService() {
                    @Override
                    public Offer negotiate(Proposal proposal) {
                        return proposal.offer(_ -> true, Roles.DEFAULT);
                    }

                    @Override
                    public boolean performs(DimseRequest request) {
                        return true;
                    }

                    @Override
                    public void perform(DimseRequest request, Exchange exchange) {
                        try {
                            blocked.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                };
        var known = Set.of(new KnownPeer("USER", InetAddress.getLoopbackAddress()));
        try (var server =
                        ServiceProvider.start(
                                Daemon.loopback(0),
                                ServiceProvider.Settings.of("PROVIDER", known, slow)
                                        .withLog(log::add));
                var peer = RawPeer.associate(server.port(), "USER", "PROVIDER")) {
            for (var id = 1; id <= 2; id++) {
                peer.send(
                        RawPeer.fragment(
                                3,
                                3,
                                RawPeer.command(
                                        new DimseRequest.Delete(RawPeer.CT, SECRET), id, false)));
            }
            assertThat(peer.abort()[0]).isEqualTo(AbortReason.BY_PROVIDER);
            peer.untilHungUp();
            assertThat(log).anyMatch(line -> line.contains("more operations"));
        } finally {
            blocked.countDown();
        }
    }

    @Nested
    class AssociationRequests {
        private void refused(byte[] body, String why) throws IOException {
            try (var peer = RawPeer.connect(provider.port())) {
                peer.send(Pdu.of(Pdu.ASSOCIATE_RQ, body));
                assertThat(peer.abort()[0]).isEqualTo(AbortReason.BY_PROVIDER);
                peer.untilHungUp();
            }
            assertThat(log).anyMatch(line -> line.contains(why));
        }

        private static byte[] with(byte... items) {
            var body = new byte[68 + items.length];
            body[1] = 1;
            System.arraycopy(items, 0, body, 68, items.length);
            return body;
        }

        @Test
        void whoseItemsDoNotFit() throws IOException {
            refused(new byte[10], "too short");
            refused(with((byte) 0x20, (byte) 0, (byte) 0x7F), "within its header");
            refused(with((byte) 0x20, (byte) 0, (byte) 0x7F, (byte) 0), "longer than");
            refused(
                    with(
                            (byte) 0x20,
                            (byte) 0,
                            (byte) 0,
                            (byte) 8,
                            (byte) 1,
                            (byte) 0,
                            (byte) 0,
                            (byte) 0,
                            (byte) 0x30,
                            (byte) 0,
                            (byte) 0,
                            (byte) 9),
                    "longer than");
            refused(
                    with(
                            (byte) 0x50,
                            (byte) 0,
                            (byte) 0,
                            (byte) 6,
                            (byte) 0x51,
                            (byte) 0,
                            (byte) 0,
                            (byte) 2,
                            (byte) 0,
                            (byte) 0),
                    "too short");
        }

        @Test
        void withEvenOrRepeatedNumbersOrTooManyContexts() throws IOException {
            var request = RawPeer.request("USER", "PROVIDER");
            var body = Arrays.copyOfRange(request, 6, request.length);
            var even = body.clone();
            even[68 + 4 + 21 + 4] = 2;
            refused(even, "distinct odd");
            var repeated = body.clone();
            for (var i = 68 + 25 + 5; i < repeated.length; i++) {
                if (repeated[i] == 0x20 && repeated[i + 4] == 3) {
                    repeated[i + 4] = 1;
                }
            }
            refused(repeated, "distinct odd");
        }

        @Test
        void thatNeverComeOrTrickleIn() throws IOException {
            try (var silent = RawPeer.connect(provider.port())) {
                silent.untilHungUp();
            }
            try (var slow = RawPeer.connect(provider.port())) {
                slow.send(new byte[] {Pdu.ASSOCIATE_RQ, 0, 0, 0, 15, 0});
                var sent = 0;
                while (sent < 1_000 && slow.listensAfter(0, 30)) {
                    sent++;
                }
                assertThat(sent).isLessThan(1_000);
            }
            assertThat(log).anyMatch(line -> line.contains("did not arrive in time"));
        }
    }

    @Test
    void aMessageThatTricklesIn() throws IOException {
        try (var peer = associate()) {
            peer.send(store(1));
            var pdu = RawPeer.fragment(3, 2, new byte[10_000]);
            peer.send(Arrays.copyOf(pdu, 12));
            var sent = 0;
            while (sent < 1_000 && peer.listensAfter(0, 30)) {
                sent++;
            }
            assertThat(sent).isLessThan(1_000);
        }
        assertThat(log).anyMatch(line -> line.contains("did not arrive in time"));
    }

    @Test
    void anIdleOneAndOneThatLastsTooLong() throws IOException {
        var limits =
                AssociationLimits.DEFAULT.withTimeouts(
                        Duration.ofSeconds(5),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(60));
        try (var strict = start(limits);
                var idle = RawPeer.associate(strict.port(), "USER", "PROVIDER")) {
            assertThat(idle.abort()).containsExactly(AbortReason.BY_PROVIDER, 0);
            idle.untilHungUp();
        }
        assertThat(log).anyMatch(line -> line.contains("idle for too long"));
        var brief =
                limits.withTimeouts(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(300));
        try (var strict = start(brief);
                var busy = RawPeer.associate(strict.port(), "USER", "PROVIDER")) {
            var echo =
                    RawPeer.fragment(
                            1,
                            3,
                            RawPeer.command(new DimseRequest.Echo(RawPeer.VERIFICATION), 1, false));
            assertThatThrownBy(
                            () -> {
                                for (var i = 0; i < 1_000_000; i++) {
                                    busy.send(echo);
                                    if (busy.receive()[0] == Pdu.ABORT) {
                                        throw new IOException("aborted");
                                    }
                                }
                            })
                    .isInstanceOf(IOException.class);
            busy.untilHungUp();
        }
        assertThat(log).anyMatch(line -> line.contains("lasted longer than allowed"));
    }

    /** It asks and asks and takes no answer: the write must not hang for ever. */
    @Test
    void oneThatReadsNothing() throws IOException {
        var limits =
                AssociationLimits.DEFAULT.withTimeouts(
                        Duration.ofSeconds(5),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60));
        try (var strict = start(limits);
                var deaf = RawPeer.associate(strict.port(), "USER", "PROVIDER")) {
            var echo =
                    RawPeer.fragment(
                            1,
                            3,
                            RawPeer.command(new DimseRequest.Echo(RawPeer.VERIFICATION), 1, false));
            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    deaf.send(echo);
                                }
                            })
                    .isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyBytesAtAll(long seed) throws IOException {
        var random = new Random(seed);
        for (var run = 0; run < 150; run++) {
            try (var peer = run % 3 == 0 ? RawPeer.connect(provider.port()) : associate()) {
                peer.send(damaged(random));
            }
        }
        assertThat(log).as("seed %d", seed).isNotEmpty();
    }

    private static byte[] damaged(Random random) {
        var valid =
                switch (random.nextInt(3)) {
                    case 0 -> RawPeer.request("USER", "PROVIDER");
                    case 1 -> store(1);
                    default ->
                            RawPeer.fragment(
                                    1,
                                    3,
                                    RawPeer.command(
                                            new DimseRequest.Echo(RawPeer.VERIFICATION), 1, false));
                };
        for (var i = 0; i < 1 + random.nextInt(5); i++) {
            valid[random.nextInt(valid.length)] = (byte) random.nextInt();
        }
        return Arrays.copyOf(valid, 1 + random.nextInt(valid.length));
    }
}
