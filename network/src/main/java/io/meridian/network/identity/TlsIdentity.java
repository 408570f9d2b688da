package io.meridian.network.identity;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.meridian.network.NetworkException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;

/**
 * A key with its certificate, and the one authority that it trusts: everything that either side of
 * a TLS 1.3 connection needs. Kept in one PEM file that only its owner may read, so that a power
 * cut during a renewal leaves the old pair or the new one, never half of each.
 */
public record TlsIdentity(PrivateKey key, X509Certificate certificate, X509Certificate authority) {
    private static final char[] NO_PASSWORD = new char[0];
    private static final String PROTOCOL = "TLSv1.3";
    private static final String FILE = "tls.pem";

    /**
     * The identity kept in a folder.
     *
     * @throws NetworkException if there is none, or its file is damaged
     */
    public static TlsIdentity load(Path folder) {
        var text = Pem.load(folder.resolve(FILE));
        return new TlsIdentity(
                Pem.privateKey(text), Pem.certificate(text, 0), Pem.certificate(text, 1));
    }

    public static boolean exists(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }

    /** Whole or not at all, also in the place of an older one. */
    public void store(Path folder) {
        Pem.store(
                folder.resolve(FILE),
                Pem.write("PRIVATE KEY", key.getEncoded())
                        + Pem.of(certificate)
                        + Pem.of(authority));
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

    /** Whether the certificate is good at this time. */
    public boolean validAt(Instant now) {
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
    }

    /** Less than a third of its life is left at this time, or none. */
    public boolean needsRenewal(Instant now) {
        var from = certificate.getNotBefore().toInstant();
        var to = certificate.getNotAfter().toInstant();
        var third = Duration.between(from, to).dividedBy(3);
        return now.isAfter(to.minus(third));
    }

    /** A client that shows this certificate and speaks to servers of this authority only. */
    public HttpClient.Builder httpClient() {
        return client(context());
    }

    /** TLS 1.3 only: a context named so would still speak 1.2 as a client. */
    static HttpClient.Builder client(SSLContext context) {
        var parameters = new SSLParameters();
        parameters.setProtocols(new String[] {PROTOCOL});
        return HttpClient.newBuilder().sslContext(context).sslParameters(parameters);
    }

    /** For servers and clients, which must still be told to speak TLS 1.3 only. */
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
