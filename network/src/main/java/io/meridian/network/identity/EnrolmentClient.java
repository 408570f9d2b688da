package io.meridian.network.identity;

import io.meridian.network.NetworkException;
import io.meridian.network.identity.Enrolment.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The edge's side of enrolment and renewal. */
public final class EnrolmentClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final long MAXIMUM_ANSWER = 1 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    private EnrolmentClient() {}

    /** What an edge has after it enrolled. */
    public record Enrolled(TlsIdentity identity, Answer answer) {}

    /**
     * Exchanges a token for a certificate. Believes only a hub whose authority has the token's
     * fingerprint.
     *
     * @param manifestKey the public key with which this site signs its records
     * @throws NetworkException with the hub's reason if it refuses
     */
    public static Enrolled enrol(EnrolmentToken token, String manifestKey) {
        var keys = KeyPairs.generate();
        var request =
                new Enrolment.Request(
                        token.secret(), CertificateRequest.write(token.site(), keys), manifestKey);
        var context = PinnedTrust.context(token.authorityFingerprint());
        var answer = post(context, token.hub().resolve("/enrol/v1/enrol"), request);
        var authority = Pem.certificate(answer.authority());
        if (!Pem.fingerprint(authority).equals(token.authorityFingerprint())) {
            throw new NetworkException("the hub's authority is not the one that the token names");
        }
        return enrolled(token.site(), keys, answer, authority);
    }

    /**
     * Asks for a new certificate with the old one, which may have expired.
     *
     * @throws NetworkException with the hub's reason if it refuses
     */
    public static Enrolled renew(TlsIdentity old, URI hub) {
        var keys = KeyPairs.generate();
        var request = CertificateRequest.write(old.name(), keys);
        var renewal =
                new Enrolment.Renewal(
                        Pem.of(old.certificate()),
                        request,
                        Base64.getEncoder().encodeToString(sign(old, request)));
        var context = TlsIdentity.trusting(old.authority());
        var answer = post(context, hub.resolve("/enrol/v1/renew"), renewal);
        return enrolled(old.name(), keys, answer, old.authority());
    }

    private static Enrolled enrolled(
            String site, KeyPair keys, Answer answer, X509Certificate authority) {
        var certificate = Pem.certificate(answer.certificate());
        try {
            certificate.verify(authority.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new NetworkException("the certificate received is not of the hub's authority", e);
        }
        if (!certificate.getPublicKey().equals(keys.getPublic())
                || !TlsIdentity.nameOf(certificate).equals(site)) {
            throw new NetworkException("the certificate received is for another key or site");
        }
        return new Enrolled(new TlsIdentity(keys.getPrivate(), certificate, authority), answer);
    }

    private static Answer post(SSLContext context, URI address, Object body) {
        try (var http = TlsIdentity.client(context).connectTimeout(TIMEOUT).build()) {
            var request =
                    HttpRequest.newBuilder(address)
                            .timeout(TIMEOUT)
                            .header("Content-Type", "application/json")
                            .POST(
                                    HttpRequest.BodyPublishers.ofByteArray(
                                            JSON.writeValueAsBytes(body)))
                            .build();
            var response =
                    http.send(
                            request,
                            HttpResponse.BodyHandlers.limiting(
                                    HttpResponse.BodyHandlers.ofString(), MAXIMUM_ANSWER));
            if (response.statusCode() != 200) {
                throw new NetworkException("the hub refused: " + reason(response));
            }
            return JSON.readValue(response.body(), Answer.class);
        } catch (SSLHandshakeException e) {
            throw new NetworkException(
                    "the server at %s is not the hub that the token names"
                            .formatted(address.getAuthority()),
                    e);
        } catch (IOException | JacksonException e) {
            throw new NetworkException(
                    "the hub at %s does not answer: %s"
                            .formatted(address.getAuthority(), e.getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NetworkException("interrupted while waiting for the hub", e);
        }
    }

    private static String reason(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body())
                    .path("detail")
                    .asString("HTTP " + response.statusCode());
        } catch (JacksonException _) {
            return "HTTP " + response.statusCode();
        }
    }

    private static byte[] sign(TlsIdentity identity, String text) {
        try {
            var signature = Signature.getInstance(KeyPairs.SIGNATURE);
            signature.initSign(identity.key());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new NetworkException("a renewal could not be signed", e);
        }
    }
}
