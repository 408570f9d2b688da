package io.meridian.network.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.network.LoopbackHub;
import io.meridian.network.NetworkException;
import io.meridian.network.identity.Enrolment.Outcome;
import io.meridian.testing.MovableClock;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class EnrolmentTests {
    private final Path folder;
    private final MovableClock clock = new MovableClock(Instant.now().minus(Duration.ofDays(200)));
    private final LoopbackHub hub;

    EnrolmentTests(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.hub = LoopbackHub.start(folder.resolve("hub"), clock);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private static String reason(Outcome outcome) {
        return outcome instanceof Outcome.Refused(var reason) ? reason : "granted";
    }

    private Enrolment.Request request(EnrolmentToken token) {
        return new Enrolment.Request(
                token.secret(), CertificateRequest.write(token.site(), KeyPairs.generate()), "key");
    }

    @Nested
    class WithAToken {
        @Test
        void givesTheCertificateOfItsSite() {
            var token = EnrolmentToken.parse(hub.invite("hospital-1").text());

            var enrolled = EnrolmentClient.enrol(token, "ed25519:site");

            assertThat(enrolled.identity().name()).isEqualTo("hospital-1");
            assertThat(enrolled.identity().authority()).isEqualTo(hub.authority.certificate());
            assertThat(enrolled.answer().addresses()).containsEntry("https", hub.url().toString());
            assertThat(enrolled.answer().keys()).containsEntry("manifest", "ed25519:key");
        }

        @Test
        void isGoodOnce() {
            var token = hub.invite("hospital-1");
            EnrolmentClient.enrol(token, "key");

            assertThatThrownBy(() -> EnrolmentClient.enrol(token, "key"))
                    .isInstanceOf(NetworkException.class)
                    .hasMessageContaining("used already");
        }

        @Test
        void isGoodOnceWhenManyAskAtTheSameTime() throws Exception {
            var token = hub.invite("hospital-1");
            Callable<Outcome> ask = () -> hub.service.enrol(request(token));
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var granted = 0;
                for (var outcome : threads.invokeAll(java.util.Collections.nCopies(16, ask))) {
                    granted += outcome.get() instanceof Outcome.Granted ? 1 : 0;
                }
                assertThat(granted).isEqualTo(1);
            }
        }

        @Test
        void isGoodForATime() {
            var token = hub.invite("hospital-1");
            clock.move(Duration.ofHours(2));

            assertThatThrownBy(() -> EnrolmentClient.enrol(token, "key"))
                    .isInstanceOf(NetworkException.class)
                    .hasMessageContaining("expired");
        }

        @Test
        void isRefusedIfForged() {
            var real = hub.invite("hospital-1");
            var forged =
                    new EnrolmentToken(
                            real.hub(),
                            "hospital-2",
                            real.authorityFingerprint(),
                            "A".repeat(43),
                            real.expires());

            assertThatThrownBy(() -> EnrolmentClient.enrol(forged, "key"))
                    .isInstanceOf(NetworkException.class)
                    .hasMessageContaining("did not issue that token");
        }

        @Test
        void namesTheSiteHoweverTheRequestNamesItself() {
            var outcome =
                    hub.service.enrol(
                            new Enrolment.Request(
                                    hub.invite("hospital-1").secret(),
                                    CertificateRequest.write("hospital-2", KeyPairs.generate()),
                                    "key"));

            assertThat(outcome).isInstanceOf(Outcome.Granted.class);
            var granted = (Outcome.Granted) outcome;
            assertThat(TlsIdentity.nameOf(Pem.certificate(granted.answer().certificate())))
                    .isEqualTo("hospital-1");
        }

        @Test
        void isNotKeptByTheHub() {
            var token = hub.invite("hospital-1");

            assertThat(hub.tokens.holds(token.secret())).isFalse();
            assertThat(token.toString()).doesNotContain(token.secret());
            assertThat(request(token).toString()).doesNotContain(token.secret());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", "x", "!!!", "e30", "bnVsbA", "W10", "eyJodWIiOiJodHRwczovL3gifQ"})
        void saysWhatToDoIfItsTextIsDamaged(String text) {
            assertThatThrownBy(() -> EnrolmentToken.parse(text))
                    .isInstanceOf(NetworkException.class)
                    .hasMessageContaining("ask for a new one");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "Hospital", "a b", "../x", "-a", "krankenhäuser"})
        void isNotGivenOutForASiteThatCannotBe(String site) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> hub.invite(site));
        }
    }

    @Nested
    class ARequest {
        @Test
        void whoseSignatureIsNotItsKeysIsRefusedAndLeavesTheTokenGood() throws Exception {
            var token = hub.invite("hospital-1");
            var forged = csr(KeyPairs.generate(), KeyPairs.generate(), KeyPairs.SIGNATURE);

            var outcome = hub.service.enrol(new Enrolment.Request(token.secret(), forged, "key"));

            assertThat(reason(outcome)).contains("signed by its own key");
            assertThat(EnrolmentClient.enrol(token, "key").identity().name())
                    .isEqualTo("hospital-1");
        }

        @Test
        void forAnotherKindOfKeyIsRefused() throws Exception {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(1024);
            var keys = generator.generateKeyPair();

            var outcome =
                    hub.service.enrol(
                            new Enrolment.Request(
                                    hub.invite("hospital-1").secret(),
                                    csr(keys, keys, "SHA256withRSA"),
                                    "key"));

            assertThat(reason(outcome)).contains("P-256");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{\"secret\":\"x\",\"certificateRequest\":\"y\"}",
                    "{\"secret\":null,\"certificateRequest\":null,\"manifestKey\":null}",
                    "{\"certificateRequest\":\"-----BEGIN CERTIFICATE REQUEST-----\\nAAAA\\n-----END CERTIFICATE REQUEST-----\"}",
                    "{\"certificateRequest\":\"-----BEGIN CERTIFICATE REQUEST-----\\n????\"}"
                })
        void thatLacksSomethingIsRefused(String json) {
            var request = JsonMapper.shared().readValue(json, Enrolment.Request.class);

            assertThat(hub.service.enrol(request)).isInstanceOf(Outcome.Refused.class);
        }

        private static String csr(KeyPair subject, KeyPair signer, String algorithm)
                throws OperatorCreationException, IOException {
            var request =
                    new JcaPKCS10CertificationRequestBuilder(
                                    new X500Principal("CN=x"), subject.getPublic())
                            .build(
                                    new JcaContentSignerBuilder(algorithm)
                                            .build(signer.getPrivate()));
            return Pem.write("CERTIFICATE REQUEST", request.getEncoded());
        }
    }

    @Nested
    class ServersThatAreNotTheHub {
        @Test
        void anotherAuthoritysNeverSeesTheSecret() throws IOException {
            var real = hub.invite("hospital-1");
            try (var other = LoopbackHub.start(folder.resolve("other"), Clock.systemUTC())) {
                refuses(other, real);
            }
        }

        @Test
        void aSiteThatPosesAsTheHubNeverSeesTheSecret() throws IOException {
            var site = hub.enrol("hospital-9");
            try (var posing = LoopbackHub.posing(folder.resolve("hub"), recent(site), "TLSv1.3")) {
                refuses(posing, hub.invite("hospital-1"));
            }
        }

        @Test
        void oneOfOldTlsNeverSeesTheSecret() throws IOException {
            try (var old = LoopbackHub.posing(folder.resolve("hub"), hub.server(), "TLSv1.2")) {
                refuses(old, hub.invite("hospital-1"));
            }
        }

        /** Certificates that the authority made long ago have expired: one that has not. */
        private TlsIdentity recent(TlsIdentity site) {
            var keys = KeyPairs.generate();
            var issued =
                    hub.authority.issueSite(site.name(), keys.getPublic(), Duration.ofDays(900));
            return new TlsIdentity(keys.getPrivate(), issued, hub.authority.certificate());
        }

        private void refuses(LoopbackHub server, EnrolmentToken real) {
            var token =
                    new EnrolmentToken(
                            server.url(),
                            real.site(),
                            real.authorityFingerprint(),
                            real.secret(),
                            real.expires());

            assertThatThrownBy(() -> EnrolmentClient.enrol(token, "key"))
                    .isInstanceOf(NetworkException.class)
                    .hasMessageNotContaining(token.secret())
                    .hasMessageContaining("not the hub that the token names");
            assertThat(server.requests).isEmpty();
        }
    }

    @Nested
    class Renewal {
        @Test
        void givesANewKeyAndCertificateForTheSameSite() {
            clock.move(Duration.ofDays(200));
            var old = hub.enrol("hospital-1");

            var renewed = EnrolmentClient.renew(old, hub.url()).identity();

            assertThat(renewed.name()).isEqualTo("hospital-1");
            assertThat(renewed.key()).isNotEqualTo(old.key());
            assertThat(renewed.certificate().getSerialNumber())
                    .isNotEqualTo(old.certificate().getSerialNumber());
        }

        @Test
        void isAllThatAnExpiredCertificateMayDo() throws Exception {
            var expired = hub.enrol("hospital-1");
            clock.move(Duration.ofDays(200));
            assertThat(expired.validAt(Instant.now())).isFalse();

            try (var http = expired.httpClient().build()) {
                assertThatThrownBy(() ->
                                http.send(
                                        HttpRequest.newBuilder(hub.url().resolve("/v2/")).build(),
                                        BodyHandlers.ofString()))
                        .isInstanceOf(IOException.class);
            }
            var renewed = EnrolmentClient.renew(expired, hub.url()).identity();

            assertThat(renewed.validAt(Instant.now())).isTrue();
            try (var http = renewed.httpClient().build()) {
                assertThat(
                                http.send(
                                                HttpRequest.newBuilder(hub.url().resolve("/v2/"))
                                                        .build(),
                                                BodyHandlers.ofString())
                                        .body())
                        .isEqualTo("hospital-1");
            }
        }

        @Test
        void isRefusedToASiteThatWasShutOut() {
            var old = hub.enrol("hospital-1");
            hub.tokens.revoke("hospital-1");

            assertThatThrownBy(() -> EnrolmentClient.renew(old, hub.url()))
                    .hasMessageContaining("may not renew");
        }

        @Test
        void isRefusedToAnotherAuthoritysCertificate() throws IOException {
            try (var other = LoopbackHub.start(folder.resolve("other"), Clock.systemUTC())) {
                var foreign = other.enrol("hospital-1");

                assertThat(reason(hub.service.renew(renewal(foreign, foreign))))
                        .contains("not of this hub's authority");
                assertThatThrownBy(() -> EnrolmentClient.renew(foreign, hub.url()))
                        .isInstanceOf(NetworkException.class);
            }
        }

        @Test
        void isRefusedToWhoHasTheCertificateWithoutItsKey() {
            var one = hub.enrol("hospital-1");
            var thief = hub.enrol("hospital-2");

            assertThat(reason(hub.service.renew(renewal(one, thief))))
                    .contains("not signed with the certificate's key");
        }

        @Test
        void isRefusedToTheHubsOwnCertificates() {
            var server = hub.server();

            assertThat(reason(hub.service.renew(renewal(server, server)))).contains("not a site's");
        }

        @ParameterizedTest
        @ValueSource(strings = {"{}", "{\"certificate\":\"x\"}", "{\"signature\":\"%%%\"}"})
        void isRefusedIfSomethingIsMissing(String json) {
            var renewal = JsonMapper.shared().readValue(json, Enrolment.Renewal.class);

            assertThat(hub.service.renew(renewal)).isInstanceOf(Outcome.Refused.class);
        }

        private Enrolment.Renewal renewal(TlsIdentity certificate, TlsIdentity signer) {
            var request = CertificateRequest.write(certificate.name(), KeyPairs.generate());
            try {
                var signature = Signature.getInstance(KeyPairs.SIGNATURE);
                signature.initSign(signer.key());
                signature.update(request.getBytes(StandardCharsets.US_ASCII));
                return new Enrolment.Renewal(
                        Pem.of(certificate.certificate()),
                        request,
                        Base64.getEncoder().encodeToString(signature.sign()));
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Nested
    class WhileAnEdgeRuns {
        @Test
        void itsCertificateIsRenewedWithoutARestart() throws Exception {
            clock.move(Duration.ofDays(200));
            var home = folder.resolve("edge");
            var identity = SiteIdentity.store(home, hub.enrol("hospital-1"), clock);
            var first = identity.current();

            assertThat(identity.renewWhenDue(hub.url())).isEmpty();
            assertThat(identity.current()).isSameAs(first);
            clock.move(Duration.ofDays(61));

            assertThat(identity.renewWhenDue(hub.url())).isPresent();
            assertThat(identity.current()).isNotEqualTo(first);
            assertThat(SiteIdentity.open(home, clock).current()).isEqualTo(identity.current());
        }

        @Test
        void itsHttpClientShowsTheNewCertificate() throws Exception {
            var identity =
                    SiteIdentity.store(folder.resolve("edge"), hub.enrol("hospital-1"), clock);
            clock.move(Duration.ofDays(200));
            var renewed = identity.renewWhenDue(hub.url());
            hub.requests.clear();

            var answer =
                    identity.http()
                            .send(
                                    HttpRequest.newBuilder(hub.url().resolve("/v2/")).build(),
                                    BodyHandlers.ofString());

            assertThat(renewed).isPresent();
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(hub.requests)
                    .containsExactly("/v2/ " + identity.current().certificate().getSerialNumber());
        }

        @Test
        void theOldCertificateStaysIfTheHubRefuses() {
            var home = folder.resolve("edge");
            var identity = SiteIdentity.store(home, hub.enrol("hospital-1"), clock);
            var before = identity.current();
            clock.move(Duration.ofDays(200));
            hub.tokens.revoke("hospital-1");

            assertThatThrownBy(() -> identity.renewWhenDue(hub.url()))
                    .isInstanceOf(NetworkException.class);
            assertThat(identity.current()).isSameAs(before);
            assertThat(TlsIdentity.load(home)).isEqualTo(before);
        }
    }

    @Nested
    class HttpClients {
        @Test
        void speakNoOlderTls() throws IOException {
            clock.move(Duration.ofDays(200));
            var site = hub.enrol("hospital-1");
            try (var old = LoopbackHub.posing(folder.resolve("hub"), hub.server(), "TLSv1.2");
                    var http = site.httpClient().build()) {
                assertThatThrownBy(() ->
                                http.send(
                                        HttpRequest.newBuilder(old.url()).build(),
                                        BodyHandlers.ofString()))
                        .isInstanceOf(SSLException.class);
                assertThat(old.requests).isEqualTo(List.of());
            }
        }

        @Test
        void believeNoSiteThatPosesAsTheHub() throws IOException {
            clock.move(Duration.ofDays(200));
            var site = hub.enrol("hospital-1");
            try (var posing =
                            LoopbackHub.posing(
                                    folder.resolve("hub"), hub.enrol("hospital-2"), "TLSv1.3");
                    var http = site.httpClient().build()) {
                assertThatThrownBy(() ->
                                http.send(
                                        HttpRequest.newBuilder(posing.url()).build(),
                                        BodyHandlers.ofString()))
                        .isInstanceOf(SSLException.class);
            }
        }
    }
}
