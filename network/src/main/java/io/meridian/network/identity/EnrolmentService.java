package io.meridian.network.identity;

import io.meridian.network.NetworkException;
import io.meridian.network.identity.Enrolment.Answer;
import io.meridian.network.identity.Enrolment.Outcome;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** The hub's side of enrolment: tokens out, certificates out. Safe for use by several threads. */
public final class EnrolmentService {
    private static final Pattern SITE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final Authority authority;
    private final TokenRegister tokens;
    private final Clock clock;
    private final Duration validity;
    private final Supplier<Map<String, String>> addresses;
    private final Map<String, String> keys;
    private final SecureRandom random = new SecureRandom();

    /**
     * A service.
     *
     * @param validity of the certificates that it grants
     * @param addresses asked at every grant, because ports may change with a restart
     */
    public EnrolmentService(
            Authority authority,
            TokenRegister tokens,
            Clock clock,
            Duration validity,
            Supplier<Map<String, String>> addresses,
            Map<String, String> keys) {
        this.authority = authority;
        this.tokens = tokens;
        this.clock = clock;
        this.validity = validity;
        this.addresses = addresses;
        this.keys = Map.copyOf(keys);
    }

    /** Gives out a token for a site, good once and for a time. */
    public EnrolmentToken invite(URI hub, String site, Duration goodFor) {
        if (!SITE.matcher(site).matches()) {
            throw new IllegalArgumentException(
                    "a site's id is 1 to 63 lower-case letters, digits and hyphens, for instance hospital-1");
        }
        var token =
                EnrolmentToken.issue(
                        hub, site, authority.fingerprint(), clock.instant().plus(goodFor), random);
        tokens.add(EnrolmentToken.hash(token.secret()), site, token.expires());
        return token;
    }

    public Outcome enrol(Enrolment.Request request) {
        PublicKey key;
        try {
            key = CertificateRequest.verifiedKey(request.certificateRequest());
        } catch (NetworkException e) {
            return new Outcome.Refused(String.valueOf(e.getMessage()));
        }
        return switch (tokens.use(EnrolmentToken.hash(request.secret()), clock.instant())) {
            case TokenRegister.Use.Accepted(var site) ->
                    new Outcome.Granted(site, request.manifestKey(), answer(site, key));
            case TokenRegister.Use.Unknown() ->
                    new Outcome.Refused("this hub did not issue that token; ask for a new one");
            case TokenRegister.Use.AlreadyUsed() ->
                    new Outcome.Refused("the token was used already; ask for a new one");
            case TokenRegister.Use.Expired() ->
                    new Outcome.Refused("the token has expired; ask for a new one");
        };
    }

    /** Grants a new certificate to whoever holds the key of one that this authority granted. */
    public Outcome renew(Enrolment.Renewal renewal) {
        try {
            var old = Pem.certificate(renewal.certificate());
            requireOurs(old);
            var site = TlsIdentity.nameOf(old);
            var proof = Base64.getDecoder().decode(renewal.signature());
            if (!signedBy(old, renewal.certificateRequest(), proof)) {
                return new Outcome.Refused("the renewal is not signed with the certificate's key");
            }
            if (!tokens.mayRenew(site, old.getNotBefore().toInstant())) {
                return new Outcome.Refused("this site may not renew; ask the hub's operator");
            }
            var key = CertificateRequest.verifiedKey(renewal.certificateRequest());
            return new Outcome.Granted(site, "", answer(site, key));
        } catch (NetworkException | IllegalArgumentException e) {
            return new Outcome.Refused(String.valueOf(e.getMessage()));
        }
    }

    private Answer answer(String site, PublicKey key) {
        var certificate = authority.issueSite(site, key, validity);
        return new Answer(
                Pem.of(certificate), Pem.of(authority.certificate()), site, addresses.get(), keys);
    }

    /** A site's, signed by our authority; an expired one counts, for this and nothing else. */
    private void requireOurs(X509Certificate certificate) {
        try {
            certificate.verify(authority.certificate().getPublicKey());
            var purposes = certificate.getExtendedKeyUsage();
            if (purposes == null || !purposes.contains(KeyPurposeId.id_kp_clientAuth.getId())) {
                throw new NetworkException("the certificate is not a site's");
            }
        } catch (GeneralSecurityException e) {
            throw new NetworkException("the certificate is not of this hub's authority", e);
        }
    }

    private static boolean signedBy(X509Certificate certificate, String text, byte[] proof) {
        try {
            var signature = Signature.getInstance(KeyPairs.SIGNATURE);
            signature.initVerify(certificate.getPublicKey());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.verify(proof);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }
}
