package io.meridian.dicom.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.dicom.SopClass;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.network.IdentityPolicy.Decision;
import io.meridian.dicom.network.Negotiation.Context;
import io.meridian.dicom.network.Negotiation.UserItems;
import io.meridian.testing.Peers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NegotiationTests {
    private static final String ECHO = SopClass.VERIFICATION.uid();
    private static final String CT = SopClass.CT.uid();
    private static final Set<KnownPeer> KNOWN =
            Set.of(new KnownPeer("USER", InetAddress.getLoopbackAddress()));

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // made before each test
    private ServiceProvider provider;

    @BeforeEach
    void start() throws IOException {
        provider = provider(settings());
    }

    private ServiceProvider.Settings settings() {
        return ServiceProvider.Settings.of(
                        "PROVIDER",
                        KNOWN,
                        new VerificationService(),
                        StorageService.of((_, stream) -> {
                            stream.transferTo(java.io.OutputStream.nullOutputStream());
                            return new StoreOutcome.Stored();
                        }))
                .withLog(log::add);
    }

    private ServiceProvider provider(ServiceProvider.Settings settings) throws IOException {
        var started = ServiceProvider.start(Daemon.loopback(0), settings);
        open.add(started);
        return started;
    }

    @AfterEach
    void stop() throws Exception {
        for (var each : open) {
            each.close();
        }
    }

    private AssociationRequest.Builder request() {
        return request(provider);
    }

    private static AssociationRequest.Builder request(ServiceProvider called) {
        return AssociationRequest.to(new Route("USER", "PROVIDER", Daemon.loopback(called.port())))
                .timeouts(Timeouts.each(Duration.ofSeconds(10)));
    }

    @Test
    void readsWhatItWrites() {
        var user = new UserItems();
        user.maxPduBytes = 0xFFFFFFFFL;
        user.implementationClass = "1.2.3";
        user.implementationVersion = "TEST";
        user.window = new OperationsWindow(5, 0);
        user.roles.put(CT, Roles.BOTH);
        user.extended.put(CT, new byte[] {1, 0, 1});
        user.identity = new UserIdentity.Passcode("jané", "s3cret");
        user.identityResponse = new byte[0];
        var request =
                new Negotiation(
                        1,
                        "CALLED",
                        "CALLING",
                        Negotiation.APPLICATION_CONTEXT,
                        List.of(new Context(1, 0, CT, List.of("1.2", "1.3"))),
                        user.build());
        var read = NegotiationReader.request(NegotiationWriter.request(request));
        assertThat(read.calledTitle()).isEqualTo("CALLED");
        assertThat(read.callingTitle()).isEqualTo("CALLING");
        assertThat(read.contexts()).isEqualTo(request.contexts());
        assertThat(read.user().maxPduBytes()).isEqualTo(0xFFFFFFFFL);
        assertThat(read.user().window()).isEqualTo(user.window);
        assertThat(read.user().roles()).isEqualTo(user.roles);
        assertThat(read.user().extended().get(CT)).containsExactly(1, 0, 1);
        assertThat(read.user().identity()).isEqualTo(user.identity);
        assertThat(read.user().identityResponse()).isNotNull();
        assertThat(user.identity.toString()).doesNotContain("jan").doesNotContain("s3cret");
    }

    @Test
    void acceptsTheFirstTransferSyntaxAndSaysWhatItRefused() {
        try (var association =
                request()
                        .propose(ECHO)
                        .propose(CT, TransferSyntax.JPEG_BASELINE, TransferSyntax.EXPLICIT_LITTLE)
                        .propose("1.2.840.10008.5.1.4.31")
                        .propose(ECHO, TransferSyntax.JPEG_BASELINE)
                        .open()) {
            var terms = association.terms();
            assertThat(terms.contexts())
                    .containsExactly(
                            new PresentationContext(1, ECHO, TransferSyntax.EXPLICIT_LITTLE),
                            new PresentationContext(3, CT, TransferSyntax.JPEG_BASELINE));
            assertThat(terms.refused()).extracting(RefusedContext::result).containsExactly(3, 4);
            assertThat(terms.peerImplementationVersion())
                    .isEqualTo(Acceptor.IMPLEMENTATION_VERSION);
            assertThat(Verification.echo(association).status().isSuccess()).isTrue();
        }
    }

    @Test
    void keepsSeveralContextsOfOneSopClass() {
        var syntaxes =
                List.of(
                        TransferSyntax.EXPLICIT_LITTLE,
                        TransferSyntax.RLE,
                        TransferSyntax.JPEG_LOSSLESS_SV1);
        try (var association = request().proposeEach(CT, syntaxes).open()) {
            for (var syntax : syntaxes) {
                assertThat(association.context(CT, syntax)).isPresent();
                var response =
                        Storage.store(
                                        association,
                                        CT,
                                        "2.25.1",
                                        syntax,
                                        new ByteArrayInputStream(new byte[10]))
                                .last();
                assertThat(response.status().isSuccess()).isTrue();
            }
        }
    }

    @Test
    void takes128ContextsAndNoMore() {
        var request = request();
        for (var i = 0; i < 128; i++) {
            request.propose(CT, TransferSyntax.EXPLICIT_LITTLE);
        }
        try (var association = request.open()) {
            assertThat(association.terms().contexts()).hasSize(128);
        }
        request.propose(CT);
        assertThatThrownBy(request::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 128");
    }

    @Nested
    class Refusals {
        private Rejection refused(ServiceProvider called, String calling, String title) {
            var route = new Route(calling, title, Daemon.loopback(called.port()));
            try (var association = AssociationRequest.to(route).propose(ECHO).open()) {
                throw new AssertionError("it was accepted: " + association.terms());
            } catch (AssociationException.Refused e) {
                return e.rejection();
            }
        }

        @Test
        void nameTheirReason() {
            assertThat(refused(provider, "STRANGER", "PROVIDER"))
                    .isEqualTo(Rejection.CALLING_TITLE);
            assertThat(refused(provider, "USER", "ELSE")).isEqualTo(Rejection.CALLED_TITLE);
        }

        @Test
        void ofAnAddressThatIsNotKnown() throws IOException {
            var elsewhere = new KnownPeer("USER", InetAddress.ofLiteral("192.0.2.1"));
            var strict = provider(ServiceProvider.Settings.of("PROVIDER", Set.of(elsewhere)));
            assertThat(refused(strict, "USER", "PROVIDER")).isEqualTo(Rejection.CALLING_TITLE);
        }

        @Test
        void areTransientWhereThereAreTooMany() throws IOException {
            var one =
                    provider(
                            settings()
                                    .withLimits(
                                            AssociationLimits.DEFAULT.withAssociations(1, 1, 100)));
            try (var first = request(one).propose(ECHO).open()) {
                var rejection = refused(one, "USER", "PROVIDER");
                assertThat(rejection).isEqualTo(Rejection.LOCAL_LIMIT);
                assertThat(rejection.isTransient()).isTrue();
                assertThat(Verification.echo(first).status().isSuccess()).isTrue();
            }
            assertThat(log).anyMatch(line -> line.contains("as many associations as allowed"));
        }

        @Test
        void ofAnotherApplicationContextOrVersion() throws IOException {
            assertThat(rejection(1, "1.2.3")).isEqualTo(Rejection.APPLICATION_CONTEXT);
            assertThat(rejection(2, Negotiation.APPLICATION_CONTEXT))
                    .isEqualTo(Rejection.PROTOCOL_VERSION);
        }

        private Rejection rejection(int version, String applicationContext) throws IOException {
            var request =
                    new Negotiation(
                            version,
                            "PROVIDER",
                            "USER",
                            applicationContext,
                            List.of(new Context(1, 0, ECHO, List.of("1.2.840.10008.1.2"))),
                            new UserItems().build());
            try (var raw = RawPeer.connect(provider.port())) {
                raw.send(Pdu.of(Pdu.ASSOCIATE_RQ, NegotiationWriter.request(request)));
                var answer = raw.receive();
                assertThat(answer[0]).isEqualTo((byte) Pdu.ASSOCIATE_RJ);
                return new Rejection(answer[7], answer[8], answer[9]);
            }
        }
    }

    @Nested
    class Identities {
        private ServiceProvider guarded() throws IOException {
            return provider(
                    settings()
                            .withIdentity((identity, _, _) ->
                                    identity.equals(
                                                    Optional.of(
                                                            new UserIdentity.Passcode(
                                                                    "jane", "right")))
                                            ? new Decision.Accepted("jane", new byte[] {7})
                                            : new Decision.Refused("passcode is wrong")));
        }

        @Test
        void areJudgedByThePolicy() throws IOException {
            var guarded = guarded();
            try (var association =
                    request(guarded)
                            .propose(ECHO)
                            .identity(new UserIdentity.Passcode("jane", "right"))
                            .open()) {
                assertThat(Verification.echo(association).status().isSuccess()).isTrue();
            }
            for (var identity :
                    List.of(
                            new UserIdentity.Passcode("jane", "wrong"),
                            new UserIdentity.Username("jane"))) {
                assertThatThrownBy(() -> request(guarded).propose(ECHO).identity(identity).open())
                        .isInstanceOf(AssociationException.Refused.class);
            }
            assertThat(log).anyMatch(line -> line.contains("passcode is wrong"));
        }

        @Test
        void ofPynetdicomAreUnderstood() throws IOException {
            var said =
                    Peers.runPython(
                            List.of("pynetdicom"),
                            """
                            import sys
                            from pynetdicom import AE
                            from pynetdicom.pdu_primitives import UserIdentityNegotiation
                            ae = AE('USER')
                            ae.add_requested_context('1.2.840.10008.1.1')
                            for secret in (b'right', b'wrong'):
                                u = UserIdentityNegotiation()
                                u.user_identity_type = 2
                                u.primary_field = b'jane'
                                u.secondary_field = secret
                                u.positive_response_requested = True
                                a = ae.associate('127.0.0.1', int(sys.argv[1]),
                                                 ae_title='PROVIDER', ext_neg=[u])
                                print(a.is_established, a.is_rejected)
                                if a.is_established:
                                    print('%04X' % a.send_c_echo().Status)
                                    a.release()
                            """,
                            guarded().port());
            assertThat(said.lines()).containsExactly("True False", "0000", "False True");
        }
    }

    @Nested
    class Windows {
        private static StoreHandler waitingFor(CyclicBarrier barrier) {
            return (_, stream) -> {
                try {
                    stream.readAllBytes();
                    barrier.await(20, TimeUnit.SECONDS);
                    return new StoreOutcome.Stored();
                } catch (Exception e) {
                    return new StoreOutcome.OutOfResources("nobody else came");
                }
            };
        }

        @Test
        void areOneWithoutNegotiationAndBoundedWithIt() throws IOException {
            var small =
                    provider(
                            settings()
                                    .withLimits(
                                            AssociationLimits.DEFAULT.withOperations(3, 10, 10)));
            try (var plain = request(small).propose(ECHO).open();
                    var many =
                            request(small)
                                    .propose(ECHO)
                                    .window(new OperationsWindow(0, 2))
                                    .open()) {
                assertThat(plain.terms().window()).isEqualTo(OperationsWindow.SYNCHRONOUS);
                assertThat(many.terms().window()).isEqualTo(new OperationsWindow(3, 2));
            }
        }

        @Test
        void letSeveralRequestsBeOutstandingByTheirNumbers() throws IOException {
            try (var association =
                    request().propose(CT).window(new OperationsWindow(8, 1)).open()) {
                var invocations = new ArrayList<Invocation>();
                for (var i = 0; i < 8; i++) {
                    invocations.add(
                            Storage.store(
                                    association,
                                    CT,
                                    "2.25.1",
                                    TransferSyntax.EXPLICIT_LITTLE,
                                    new ByteArrayInputStream(new byte[1_000])));
                }
                for (var each : invocations.reversed()) {
                    assertThat(each.last().status().isSuccess()).isTrue();
                }
            }
        }

        /** A second request without a window waits for the first one's answer. */
        @Test
        void ofOneMakeTheSecondRequestWait() throws IOException {
            var stored = new CopyOnWriteArrayList<String>();
            var barrier = new CyclicBarrier(1);
            var slow =
                    provider(
                            ServiceProvider.Settings.of(
                                    "PROVIDER",
                                    KNOWN,
                                    StorageService.of((incoming, stream) -> {
                                        stored.add(incoming.sopInstanceUid());
                                        return waitingFor(barrier).store(incoming, stream);
                                    })));
            try (var association = request(slow).propose(CT).open()) {
                var first = send(association, "2.25.1");
                var second = send(association, "2.25.2");
                assertThat(second.last().status().isSuccess()).isTrue();
                assertThat(first.last().status().isSuccess()).isTrue();
                assertThat(stored).containsExactly("2.25.1", "2.25.2");
            }
        }

        private static Invocation send(Association association, String uid) {
            InputStream data = new ByteArrayInputStream(new byte[100]);
            return Storage.store(association, CT, uid, TransferSyntax.EXPLICIT_LITTLE, data);
        }

        @Test
        void areSharedByThreads() throws Exception {
            try (var association =
                    request().propose(CT).window(new OperationsWindow(4, 1)).open()) {
                var failures = new CopyOnWriteArrayList<Throwable>();
                var threads = new ArrayList<Thread>();
                for (var t = 0; t < 10; t++) {
                    threads.add(
                            Thread.ofVirtual()
                                    .start(() -> {
                                        try {
                                            for (var i = 0; i < 50; i++) {
                                                var status =
                                                        send(association, "2.25.1").last().status();
                                                assertThat(status.isSuccess()).isTrue();
                                            }
                                        } catch (Throwable e) {
                                            failures.add(e);
                                        }
                                    }));
                }
                for (var thread : threads) {
                    thread.join();
                }
                assertThat(failures).isEmpty();
            }
        }

        @Test
        void andRolesThatPynetdicomProposesAreAnswered() {
            var said =
                    Peers.runPython(
                            List.of("pynetdicom"),
                            """
                            import sys
                            from pynetdicom import AE, build_role, evt
                            from pynetdicom.pdu_primitives import AsynchronousOperationsWindowNegotiation
                            from pynetdicom.sop_class import CTImageStorage
                            ae = AE('USER')
                            ae.add_requested_context('1.2.840.10008.1.1')
                            ae.add_requested_context(CTImageStorage)
                            w = AsynchronousOperationsWindowNegotiation()
                            w.maximum_number_operations_invoked = 5
                            w.maximum_number_operations_performed = 2
                            a = ae.associate('127.0.0.1', int(sys.argv[1]), ae_title='PROVIDER',
                                ext_neg=[w, build_role(CTImageStorage, scu_role=True, scp_role=True)])
                            print(a.acceptor.asynchronous_operations)
                            r = a.acceptor.role_selection[CTImageStorage]
                            print(r.scu_role, r.scp_role)
                            print('%04X' % a.send_c_echo().Status)
                            a.release()
                            """,
                            provider.port());
            assertThat(said.lines()).containsExactly("(5, 2)", "True False", "0000");
        }
    }
}
