package io.meridian.artifact.signature;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.Digest;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** The public half of a key. Its text form, {@code ed25519:BASE64}, may be handed to anyone. */
public final class VerifyingKey {
    /** RFC 8410: what stands before the 32 bytes of an Ed25519 public key in X.509's form. */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final String ALGORITHM = "ed25519:";

    private final byte[] raw;
    private final PublicKey key;
    private final KeyId id;

    private VerifyingKey(byte[] raw) {
        if (raw.length != 32) {
            throw new IllegalArgumentException(
                    "an Ed25519 public key has 32 bytes; this has " + raw.length);
        }
        this.raw = raw.clone();
        var encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + 32);
        System.arraycopy(raw, 0, encoded, X509_PREFIX.length, 32);
        try {
            key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the bytes are not a point of Ed25519", e);
        }
        id = new KeyId(ALGORITHM + Digest.of(raw).hex());
    }

    /** A key from its 32 raw bytes (RFC 8032). */
    public static VerifyingKey ofRaw(byte[] raw) {
        return new VerifyingKey(raw);
    }

    /** A key from its text form. */
    public static VerifyingKey parse(String text) {
        if (!text.startsWith(ALGORITHM)) {
            throw new IllegalArgumentException("a public key starts with " + ALGORITHM);
        }
        return new VerifyingKey(Base64.getDecoder().decode(text.substring(ALGORITHM.length())));
    }

    static VerifyingKey of(PublicKey key) {
        var encoded = key.getEncoded();
        return new VerifyingKey(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    /** The key's name. */
    public KeyId id() {
        return id;
    }

    /** The text form. */
    public String text() {
        return ALGORITHM + Base64.getEncoder().encodeToString(raw);
    }

    /** Whether the holder of the private half signed these bytes. */
    public boolean verifies(byte[] message, byte[] signature) {
        try {
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new ArtifactException("this Java platform has no Ed25519", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifyingKey that && Arrays.equals(raw, that.raw);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(raw);
    }

    @Override
    public String toString() {
        return text();
    }
}
