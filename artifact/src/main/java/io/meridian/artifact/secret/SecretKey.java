package io.meridian.artifact.secret;

import io.meridian.artifact.internal.SyncedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * 256 secret bits, from which others are derived for each purpose.
 *
 * <p>Its file holds {@code secret-256:} and base64; mode 0600, and a file that others may read is
 * refused.
 */
public final class SecretKey {
    static final int BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PREFIX = "secret-256:";

    private final byte[] bytes;

    private SecretKey(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a secret has 32 bytes; this has " + bytes.length);
        }
        this.bytes = bytes.clone();
    }

    /** A fresh one. */
    public static SecretKey generate() {
        return new SecretKey(random(BYTES));
    }

    /** One from its 32 bytes. */
    public static SecretKey of(byte[] bytes) {
        return new SecretKey(bytes);
    }

    /** Reads a secret's file; makes a fresh secret in its place if there is none. */
    public static SecretKey loadOrCreate(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            SyncedFiles.requirePrivate(file);
            var text = Files.readString(file).strip();
            if (!text.startsWith(PREFIX)) {
                throw new SecretException("a secret's file starts with " + PREFIX + ": " + file);
            }
            return new SecretKey(Base64.getDecoder().decode(text.substring(PREFIX.length())));
        } catch (IOException e) {
            throw new SecretException("a secret's file must be readable: " + file, e);
        } catch (IllegalArgumentException e) {
            throw new SecretException("a secret's file must be whole; this is damaged: " + file, e);
        }
    }

    /** Another secret that tells nothing of this one: HMAC-SHA256 over the purpose. */
    public SecretKey derive(String purpose) {
        return new SecretKey(authenticate(purpose.getBytes(StandardCharsets.UTF_8)));
    }

    /** HMAC-SHA256 (RFC 2104) of some bytes under this secret. */
    public byte[] authenticate(byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new SecretException("this Java platform has no HMAC-SHA256", e);
        }
    }

    /** Says nothing of the secret. */
    @Override
    public String toString() {
        return "secret";
    }

    byte[] bytes() {
        return bytes.clone();
    }

    static byte[] random(int count) {
        var bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static void create(Path file) throws IOException {
        var text = PREFIX + Base64.getEncoder().encodeToString(random(BYTES)) + "\n";
        try {
            SyncedFiles.createPrivate(file, text.getBytes(StandardCharsets.US_ASCII));
        } catch (FileAlreadyExistsException e) {
            // Another process was faster; its secret is as good.
            if (!Files.exists(file)) {
                throw e;
            }
        }
    }
}
