package io.meridian.network.identity;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.meridian.network.NetworkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;

/**
 * A key with its certificate, and the one authority that it trusts: everything that either side of
 * a TLS 1.3 connection needs. Kept as three PEM files that only their owner may read.
 */
public record TlsIdentity(PrivateKey key, X509Certificate certificate, X509Certificate authority) {
    private static final char[] NO_PASSWORD = new char[0];
    private static final String PROTOCOL = "TLSv1.3";

    public static TlsIdentity load(Path folder) {
        return new TlsIdentity(
                Pem.privateKey(Pem.load(folder.resolve("tls.key"))),
                Pem.certificate(Pem.load(folder.resolve("tls.crt"))),
                Pem.certificate(Pem.load(folder.resolve("authority.crt"))));
    }

    public static boolean exists(Path folder) {
        return Files.exists(folder.resolve("tls.crt"));
    }

    /** Key first, certificate last: a certificate file means that all is there. */
    public void store(Path folder) {
        Pem.store(folder.resolve("authority.crt"), Pem.of(authority));
        Pem.store(folder.resolve("tls.key"), Pem.write("PRIVATE KEY", key.getEncoded()));
        Pem.store(folder.resolve("tls.crt"), Pem.of(certificate));
    }

    /** The common name of the certificate: a site's id. */
    public String name() {
        return nameOf(certificate);
    }

    /** The common name of a peer's certificate that TLS has verified. */
    public static String nameOf(X509Certificate certificate) {
        var name = certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
        return name.startsWith("CN=") ? name.substring(3) : name;
    }

    /** Less than a third of its life is left at this time, or none. */
    public boolean needsRenewal(Instant now) {
        var from = certificate.getNotBefore().toInstant();
        var to = certificate.getNotAfter().toInstant();
        var third = java.time.Duration.between(from, to).dividedBy(3);
        return now.isAfter(to.minus(third));
    }

    /** For java.net.http and Tomcat; TLS 1.3 only. */
    public SSLContext context() {
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(keyStore(), NO_PASSWORD);
            var context = SSLContext.getInstance(PROTOCOL);
            context.init(keys.getKeyManagers(), trust(authority).getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new NetworkException("TLS could not be set up", e);
        }
    }

    /** A context without a certificate of its own that trusts one authority. */
    static SSLContext trusting(X509Certificate authority) {
        try {
            var context = SSLContext.getInstance(PROTOCOL);
            context.init(null, trust(authority).getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new NetworkException("TLS could not be set up", e);
        }
    }

    /** This identity alone in a key store, under the alias {@code identity}. */
    public KeyStore keyStore() {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry(
                    "identity", key, NO_PASSWORD, new Certificate[] {certificate, authority});
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new NetworkException("a key store could not be made", e);
        }
    }

    /** The authority alone in a trust store. */
    public KeyStore trustStore() {
        return trustStore(authority);
    }

    /** For the hub's gRPC port: a client certificate is required. */
    public SslContext grpcServer() {
        try {
            return GrpcSslContexts.configure(
                            SslContextBuilder.forServer(key, certificate, authority)
                                    .trustManager(authority)
                                    .clientAuth(ClientAuth.REQUIRE)
                                    .protocols(PROTOCOL))
                    .build();
        } catch (SSLException e) {
            throw new NetworkException("TLS for gRPC could not be set up", e);
        }
    }

    /** For an edge's gRPC channel. */
    public SslContext grpcClient() {
        try {
            return GrpcSslContexts.configure(
                            SslContextBuilder.forClient()
                                    .keyManager(key, certificate, authority)
                                    .trustManager(authority)
                                    .protocols(PROTOCOL))
                    .build();
        } catch (SSLException e) {
            throw new NetworkException("TLS for gRPC could not be set up", e);
        }
    }

    private static TrustManagerFactory trust(X509Certificate authority)
            throws GeneralSecurityException {
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trustStore(authority));
        return trust;
    }

    private static KeyStore trustStore(X509Certificate authority) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setCertificateEntry("authority", authority);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new NetworkException("a trust store could not be made", e);
        }
    }

    /** Names whose it is, never the key. */
    @Override
    public String toString() {
        return "TlsIdentity[" + name() + "]";
    }
}
