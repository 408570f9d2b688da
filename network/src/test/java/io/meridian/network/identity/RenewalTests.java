package io.meridian.network.identity;

import static io.meridian.network.identity.EnrolmentTests.reason;
import static org.assertj.core.api.Assertions.assertThat;
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
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class RenewalTests {
    private final Path folder;
    private final MovableClock clock = new MovableClock(Instant.now().minus(Duration.ofDays(200)));
    private final LoopbackHub hub;

    RenewalTests(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.hub = LoopbackHub.start(folder.resolve("hub"), clock);
    }

    @AfterEach
    void close() {
        hub.close();
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
}
