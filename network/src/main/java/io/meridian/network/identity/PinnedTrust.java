package io.meridian.network.identity;

import io.meridian.network.NetworkException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * Trust in one authority that is known by its fingerprint only, before its certificate is: the
 * server's certificate must be signed by it and be one for servers, because the authority also
 * signs those of sites, and no site may pass for the hub. The fingerprint came with the token, so
 * the host's name adds nothing.
 */
final class PinnedTrust extends X509ExtendedTrustManager {
    private static final String SERVER = KeyPurposeId.id_kp_serverAuth.getId();

    private final String fingerprint;

    private PinnedTrust(String fingerprint) {
        this.fingerprint = fingerprint;
    }

    static SSLContext context(String fingerprint) {
        try {
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(null, new TrustManager[] {new PinnedTrust(fingerprint)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new NetworkException("TLS could not be set up", e);
        }
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (chain.length != 2) {
            throw new CertificateException(
                    "the server must send its certificate and its authority's, and no other");
        }
        var server = chain[0];
        var authority = chain[1];
        if (!Pem.fingerprint(authority).equals(fingerprint)) {
            throw new CertificateException(
                    "the server's authority is not the one that is expected");
        }
        try {
            server.checkValidity();
            server.verify(authority.getPublicKey());
            authority.checkValidity();
        } catch (GeneralSecurityException e) {
            throw new CertificateException("the server's certificate is not of its authority", e);
        }
        var purposes = server.getExtendedKeyUsage();
        if (purposes == null || !purposes.contains(SERVER)) {
            throw new CertificateException("the server's certificate is not one for servers");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("no client is trusted here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        throw new CertificateException("no client is trusted here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw new CertificateException("no client is trusted here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
