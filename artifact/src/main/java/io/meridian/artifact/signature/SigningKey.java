package io.meridian.artifact.signature;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.internal.SyncedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A private Ed25519 key with its public half.
 *
 * <p>The file form has two lines: the public key, for people, and {@code ed25519-private:} with the
 * base64 of the PKCS #8 bytes. Files are mode 0600 and a file that others may read is refused.
 */
public final class SigningKey {
    private static final String PRIVATE = "ed25519-private:";

    /** RFC 8410 section 7: what stands before the 32 bytes of a seed in PKCS #8's form. */
    private static final byte[] PKCS8_PREFIX =
            HexFormat.of().parseHex("302e020100300506032b657004220420");

    private final PrivateKey key;
    private final VerifyingKey publicHalf;

    private SigningKey(PrivateKey key, VerifyingKey publicHalf) {
        this.key = key;
        this.publicHalf = publicHalf;
    }

    /** A fresh key. */
    public static SigningKey generate() {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new SigningKey(pair.getPrivate(), VerifyingKey.of(pair.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new ArtifactException("this Java platform has no Ed25519", e);
        }
    }

    /** A key from its 32 secret bytes (RFC 8032 section 5.1.5) and its public half. */
    public static SigningKey ofSeed(byte[] seed, VerifyingKey publicHalf) {
        if (seed.length != 32) {
            throw new IllegalArgumentException("an Ed25519 seed has 32 bytes");
        }
        var encoded = Arrays.copyOf(PKCS8_PREFIX, PKCS8_PREFIX.length + 32);
        System.arraycopy(seed, 0, encoded, PKCS8_PREFIX.length, 32);
        return checked(encoded, publicHalf);
    }

    /** Reads a key's file. */
    public static SigningKey load(Path file) {
        try {
            SyncedFiles.requirePrivate(file);
            var lines = Files.readString(file).lines().toList();
            if (lines.size() != 2 || !lines.get(1).startsWith(PRIVATE)) {
                throw new ArtifactException(
                        "a key's file has a public and a private line; this has not: " + file);
            }
            var encoded = Base64.getDecoder().decode(lines.get(1).substring(PRIVATE.length()));
            return checked(encoded, VerifyingKey.parse(lines.get(0)));
        } catch (IOException e) {
            throw new ArtifactException("a key's file must be readable: " + file, e);
        } catch (IllegalArgumentException e) {
            throw new ArtifactException("a key's file must be whole; this is damaged: " + file, e);
        }
    }

    /** Reads a key's file; makes a fresh key in its place if there is none. */
    public static SigningKey loadOrCreate(Path file) {
        if (!Files.exists(file)) {
            try {
                generate().save(file);
            } catch (ArtifactException e) {
                if (!(e.getCause() instanceof FileAlreadyExistsException)) {
                    throw e;
                }
            }
        }
        return load(file);
    }

    /** Writes a new file, mode 0600, synced. A file that exists is not replaced. */
    public void save(Path file) {
        var text =
                publicHalf.text()
                        + "\n"
                        + PRIVATE
                        + Base64.getEncoder().encodeToString(key.getEncoded())
                        + "\n";
        try {
            SyncedFiles.createPrivate(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new ArtifactException("a key's file must be new and writable: " + file, e);
        }
    }

    /** The public half. */
    public VerifyingKey verifyingKey() {
        return publicHalf;
    }

    /** The key's name. */
    public KeyId id() {
        return publicHalf.id();
    }

    /** The 64 bytes of an Ed25519 signature. */
    public byte[] sign(byte[] message) {
        try {
            var signer = Signature.getInstance("Ed25519");
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new ArtifactException("this Java platform has no Ed25519", e);
        }
    }

    /** Names the key; never its secret. */
    @Override
    public String toString() {
        return "signing key " + publicHalf.id();
    }

    private static SigningKey checked(byte[] encoded, VerifyingKey publicHalf) {
        try {
            var key =
                    KeyFactory.getInstance("Ed25519")
                            .generatePrivate(new PKCS8EncodedKeySpec(encoded));
            var made = new SigningKey(key, publicHalf);
            var probe = "meridian".getBytes(StandardCharsets.UTF_8);
            if (!publicHalf.verifies(probe, made.sign(probe))) {
                throw new IllegalArgumentException("the two halves of the key do not fit");
            }
            return made;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the bytes are not an Ed25519 key", e);
        }
    }
}
