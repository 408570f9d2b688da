package io.meridian.network.identity;

import io.meridian.network.NetworkException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** A PKCS #10 request (RFC 2986): proves that who asks holds the key. */
final class CertificateRequest {
    private static final String TYPE = "CERTIFICATE REQUEST";

    private CertificateRequest() {}

    static String write(String site, KeyPair keys) {
        try {
            var signer = new JcaContentSignerBuilder(KeyPairs.SIGNATURE).build(keys.getPrivate());
            var request =
                    new JcaPKCS10CertificationRequestBuilder(
                                    new X500Principal("CN=" + site), keys.getPublic())
                            .build(signer);
            return Pem.write(TYPE, request.getEncoded());
        } catch (OperatorCreationException | IOException e) {
            throw new NetworkException("a certificate request could not be made", e);
        }
    }

    /**
     * The key of a request whose signature holds.
     *
     * @throws NetworkException if the request is damaged or not signed by its own key
     */
    static PublicKey verifiedKey(String pem) {
        try {
            var request = new JcaPKCS10CertificationRequest(Pem.read(pem, TYPE));
            var verifier =
                    new JcaContentVerifierProviderBuilder()
                            .build(request.getSubjectPublicKeyInfo());
            if (!request.isSignatureValid(verifier)) {
                throw new NetworkException("a certificate request must be signed by its own key");
            }
            var key = request.getPublicKey();
            if (!KeyPairs.areFor(key)) {
                throw new NetworkException("a site's key must be an EC key on P-256");
            }
            return key;
        } catch (IOException
                | PKCSException
                | OperatorCreationException
                | GeneralSecurityException
                | IllegalArgumentException e) {
            throw new NetworkException("a certificate request is damaged", e);
        }
    }
}
