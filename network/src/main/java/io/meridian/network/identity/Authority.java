package io.meridian.network.identity;

import io.meridian.network.NetworkException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A hub's own certificate authority, kept in the hub's home. It signs the hub's server certificate
 * and the client certificates of its sites, and nothing else. Safe for use by several threads.
 */
public final class Authority {
    private static final Duration OWN_VALIDITY = Duration.ofDays(3650);

    /** Certificates are good from this long before they are granted: clocks differ. */
    public static final Duration SKEW = Duration.ofMinutes(10);

    private final PrivateKey key;
    private final X509Certificate certificate;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    private Authority(PrivateKey key, X509Certificate certificate, Clock clock) {
        this.key = key;
        this.certificate = certificate;
        this.clock = clock;
    }

    /** The authority kept in a folder; made there, once, if there is none. */
    public static Authority open(Path folder, Clock clock) {
        var keyFile = folder.resolve("authority.key");
        var certificateFile = folder.resolve("authority.crt");
        if (!Files.exists(certificateFile)) {
            var keys = KeyPairs.generate();
            var name = new X500Principal("CN=Meridian hub authority");
            var made =
                    sign(
                            new Subject(name, keys.getPublic(), List.of(), true),
                            new Issuer(name, keys.getPrivate(), keys.getPublic()),
                            clock.instant(),
                            OWN_VALIDITY,
                            new SecureRandom());
            Pem.store(keyFile, Pem.write("PRIVATE KEY", keys.getPrivate().getEncoded()));
            Pem.store(certificateFile, Pem.of(made));
        }
        return new Authority(
                Pem.privateKey(Pem.load(keyFile)),
                Pem.certificate(Pem.load(certificateFile)),
                clock);
    }

    public X509Certificate certificate() {
        return certificate;
    }

    public String fingerprint() {
        return Pem.fingerprint(certificate);
    }

    /** A client certificate whose common name is the site. */
    X509Certificate issueSite(String site, PublicKey publicKey, Duration validity) {
        return sign(
                new Subject(new X500Principal("CN=" + site), publicKey, List.of(), false),
                issuer(),
                clock.instant(),
                validity,
                random);
    }

    /** The hub's server identity for these host names and addresses, with a fresh key. */
    public TlsIdentity issueServer(List<String> names, Duration validity) {
        var keys = KeyPairs.generate();
        var issued =
                sign(
                        new Subject(
                                new X500Principal("CN=Meridian hub"),
                                keys.getPublic(),
                                names,
                                false),
                        issuer(),
                        clock.instant(),
                        validity,
                        random);
        return new TlsIdentity(keys.getPrivate(), issued, certificate);
    }

    private Issuer issuer() {
        return new Issuer(certificate.getSubjectX500Principal(), key, certificate.getPublicKey());
    }

    private record Issuer(X500Principal name, PrivateKey key, PublicKey publicKey) {}

    private record Subject(
            X500Principal name, PublicKey key, List<String> hosts, boolean authority) {}

    private static X509Certificate sign(
            Subject subject, Issuer issuer, Instant now, Duration validity, SecureRandom random) {
        try {
            var builder =
                    new JcaX509v3CertificateBuilder(
                            issuer.name(),
                            new BigInteger(126, random).setBit(126),
                            Date.from(now.minus(SKEW)),
                            Date.from(now.plus(validity)),
                            subject.name(),
                            subject.key());
            builder.addExtension(
                    Extension.basicConstraints,
                    true,
                    subject.authority() ? new BasicConstraints(0) : new BasicConstraints(false));
            var identifiers = new JcaX509ExtensionUtils();
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    identifiers.createSubjectKeyIdentifier(subject.key()));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    identifiers.createAuthorityKeyIdentifier(issuer.publicKey()));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(
                            subject.authority()
                                    ? KeyUsage.keyCertSign | KeyUsage.cRLSign
                                    : KeyUsage.digitalSignature));
            if (!subject.authority()) {
                builder.addExtension(
                        Extension.extendedKeyUsage,
                        false,
                        new ExtendedKeyUsage(
                                subject.hosts().isEmpty()
                                        ? KeyPurposeId.id_kp_clientAuth
                                        : KeyPurposeId.id_kp_serverAuth));
            }
            if (!subject.hosts().isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(
                                subject.hosts().stream()
                                        .map(Authority::generalName)
                                        .toArray(GeneralName[]::new)));
            }
            var signer = new JcaContentSignerBuilder(KeyPairs.SIGNATURE).build(issuer.key());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new NetworkException("a certificate could not be made", e);
        }
    }

    private static GeneralName generalName(String host) {
        var address = host.matches("[0-9.]+") || host.contains(":");
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host);
    }
}
