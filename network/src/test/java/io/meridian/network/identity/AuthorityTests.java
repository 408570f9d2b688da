package io.meridian.network.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.network.LoopbackHub;
import io.meridian.testing.MovableClock;
import io.meridian.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorityTests {
    private final Path folder;
    private final Authority authority;

    AuthorityTests(@TempDir Path folder) {
        this.folder = folder;
        this.authority = Authority.open(folder.resolve("ca"), Clock.systemUTC());
    }

    @Test
    void isTheSameWhenItIsOpenedAgain() {
        assertThat(Authority.open(folder.resolve("ca"), Clock.systemUTC()).fingerprint())
                .isEqualTo(authority.fingerprint())
                .matches("[0-9a-f]{64}");
    }

    @Test
    void keepsItsKeyFromOthers() throws IOException {
        var permissions = Files.getPosixFilePermissions(folder.resolve("ca/authority.key"));

        assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
    }

    @Test
    void storesAnIdentityWholeInTheOldOnesPlace() throws IOException {
        try (var hub = LoopbackHub.start(folder.resolve("ca"), Clock.systemUTC())) {
            var home = folder.resolve("edge");
            hub.enrol("hospital-1").store(home);
            var second = hub.enrol("hospital-2");
            second.store(home);
            Files.writeString(home.resolve("tls.pem.new"), "half a");

            assertThat(TlsIdentity.load(home)).isEqualTo(second);
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(home.resolve("tls.pem"))))
                    .isEqualTo("rw-------");
            assertThat(second.toString()).isEqualTo("TlsIdentity[hospital-2]");
        }
    }

    @Test
    void asksForRenewalInTheLastThirdOfItsLife() {
        var clock = MovableClock.atNow();
        var identity =
                Authority.open(folder.resolve("other"), clock)
                        .issueServer(List.of("127.0.0.1"), Duration.ofDays(90));

        assertThat(identity.needsRenewal(clock.instant().plus(Duration.ofDays(59)))).isFalse();
        assertThat(identity.needsRenewal(clock.instant().plus(Duration.ofDays(61)))).isTrue();
        assertThat(identity.needsRenewal(clock.instant().plus(Duration.ofDays(400)))).isTrue();
        assertThat(identity.validAt(clock.instant().plus(Duration.ofDays(89)))).isTrue();
        assertThat(identity.validAt(clock.instant().plus(Duration.ofDays(91)))).isFalse();
        assertThat(identity.validAt(clock.instant().minus(Duration.ofDays(1)))).isFalse();
    }

    /** Another implementation's opinion of what we sign. */
    @Nested
    class ByOpenSsl {
        private final String trusted = folder.resolve("ca/authority.crt").toString();
        private final String site = folder.resolve("site.crt").toString();
        private final String server = folder.resolve("server.crt").toString();

        @BeforeEach
        void write() throws IOException {
            var keys = KeyPairs.generate();
            var issued = authority.issueSite("hospital-1", keys.getPublic(), Duration.ofDays(90));
            Files.writeString(Path.of(site), Pem.of(issued));
            new TlsIdentity(keys.getPrivate(), issued, authority.certificate()).store(folder);
            Files.writeString(
                    Path.of(server),
                    Pem.of(
                            authority
                                    .issueServer(
                                            List.of("127.0.0.1", "hub.example.org"),
                                            Duration.ofDays(825))
                                    .certificate()));
        }

        private static Peers.Output openssl(String... arguments) {
            return Peers.runProgram("openssl", arguments);
        }

        private Peers.Output verify(String... more) {
            var arguments =
                    new java.util.ArrayList<>(
                            List.of("verify", "-x509_strict", "-check_ss_sig", "-CAfile", trusted));
            arguments.addAll(List.of(more));
            return openssl(arguments.toArray(String[]::new));
        }

        @Test
        void aSitesCertificateIsForClientsOnly() {
            assertThat(verify("-purpose", "sslclient", site).text()).endsWith("site.crt: OK\n");
            assertThat(verify("-purpose", "sslserver", site).exit()).isNotZero();
        }

        @Test
        void theHubsCertificateIsForServersOfItsNamesOnly() {
            assertThat(verify("-purpose", "sslserver", "-verify_ip", "127.0.0.1", server).exit())
                    .isZero();
            assertThat(
                            verify(
                                            "-purpose",
                                            "sslserver",
                                            "-verify_hostname",
                                            "hub.example.org",
                                            server)
                                    .exit())
                    .isZero();
            assertThat(verify("-purpose", "sslserver", "-verify_ip", "127.0.0.2", server).exit())
                    .isNotZero();
            assertThat(verify("-purpose", "sslclient", server).exit()).isNotZero();
        }

        @Test
        void anotherAuthorityDoesNotVouchForThem() {
            Authority.open(folder.resolve("other"), Clock.systemUTC());

            assertThat(
                            openssl(
                                            "verify",
                                            "-CAfile",
                                            folder.resolve("other/authority.crt").toString(),
                                            site)
                                    .exit())
                    .isNotZero();
        }

        @Test
        void sitesCannotSignCertificates() {
            assertThat(openssl("x509", "-in", site, "-noout", "-text").text())
                    .contains("Subject: CN = hospital-1", "ASN1 OID: prime256v1", "CA:FALSE")
                    .contains("ecdsa-with-SHA256", "TLS Web Client Authentication")
                    .contains("Subject Key Identifier", "Authority Key Identifier");
            assertThat(openssl("x509", "-in", trusted, "-noout", "-text").text())
                    .contains("CA:TRUE, pathlen:0", "Certificate Sign, CRL Sign");
        }

        @Test
        void theIdentitysFileHoldsAKeyAndItsCertificate() {
            var file = folder.resolve("tls.pem").toString();

            var ofKey = openssl("pkey", "-in", file, "-pubout");
            var ofCertificate = openssl("x509", "-in", file, "-noout", "-pubkey");

            assertThat(ofKey.exit()).isZero();
            assertThat(ofKey.text()).isEqualTo(ofCertificate.text());
        }

        @Test
        void itsRequestsAndOursAreReadByEachOther() throws IOException {
            var ours = folder.resolve("ours.csr");
            Files.writeString(ours, CertificateRequest.write("hospital-1", KeyPairs.generate()));
            var key = folder.resolve("theirs.key").toString();
            openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key);
            var theirs = openssl("req", "-new", "-key", key, "-subj", "/CN=x", "-sha256").text();

            assertThat(openssl("req", "-in", ours.toString(), "-verify", "-noout").exit()).isZero();
            assertThat(KeyPairs.areFor(CertificateRequest.verifiedKey(theirs))).isTrue();
        }
    }
}
