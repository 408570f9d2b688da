package io.meridian.network.identity;

import io.meridian.network.NetworkException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;

/** Keys for certificates: EC on P-256, which every TLS 1.3 stack has. */
final class KeyPairs {
    static final String SIGNATURE = "SHA256withECDSA";
    private static final String CURVE = "secp256r1";

    private KeyPairs() {}

    static KeyPair generate() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new NetworkException("this Java platform has no EC keys", e);
        }
    }

    /** Whether a key is of the one kind that certificates here are for. */
    static boolean areFor(PublicKey key) {
        try {
            var curve = AlgorithmParameters.getInstance("EC");
            curve.init(new ECGenParameterSpec(CURVE));
            var ours = curve.getParameterSpec(ECParameterSpec.class);
            return key instanceof ECPublicKey ec
                    && ec.getParams().getOrder().equals(ours.getOrder());
        } catch (GeneralSecurityException e) {
            throw new NetworkException("this Java platform has no EC keys", e);
        }
    }
}
