package io.meridian.network.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.network.LoopbackHub;
import io.meridian.network.NetworkException;
import io.meridian.network.identity.Enrolment.Outcome;
import io.meridian.testing.MovableClock;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
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

    static String reason(Outcome outcome) {
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
}
