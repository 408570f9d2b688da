package io.meridian.edge.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The site's master key and what is derived from it: HMAC-SHA-256 with the purpose's name.
 * Thread-safe.
 *
 * <p>Lose {@code keys/master.key} and every pseudonym, look-up and stored object is lost with it;
 * it must be backed up.
 */
public final class ZoneKeys {
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] master;
    private final SecretKeySpec columns;
    private final SecretKeySpec lookups;

    private ZoneKeys(byte[] master) {
        this.master = master;
        this.columns = new SecretKeySpec(derive("clinical columns"), "AES");
        this.lookups = new SecretKeySpec(derive("clinical look-ups"), "HmacSHA256");
    }

    /** Opens the home's master key; makes one the first time. */
    public static ZoneKeys open(Home home) {
        return new ZoneKeys(secret(home.keys().resolve("master.key")));
    }

    /** 32 secret bytes of their own for a purpose; the same for the same purpose. */
    public byte[] derive(String purpose) {
        return hmac(new SecretKeySpec(master, "HmacSHA256"), purpose);
    }

    /** A value as a column holds it: IV, then AES-256-GCM, bound to the column's name. */
    public byte[] seal(String column, byte[] value) {
        var iv = new byte[IV_BYTES];
        RANDOM.nextBytes(iv);
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, columns, new GCMParameterSpec(TAG_BITS, iv));
            cipher.updateAAD(column.getBytes(StandardCharsets.UTF_8));
            var sealed = cipher.doFinal(value);
            return ByteBuffer.allocate(IV_BYTES + sealed.length).put(iv).put(sealed).array();
        } catch (GeneralSecurityException e) {
            throw new EdgeException("a column could not be encrypted", e);
        }
    }

    /** The value that {@link #seal} hid. */
    public byte[] open(String column, byte[] sealed) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    columns,
                    new GCMParameterSpec(TAG_BITS, sealed, 0, IV_BYTES));
            cipher.updateAAD(column.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(sealed, IV_BYTES, sealed.length - IV_BYTES);
        } catch (GeneralSecurityException e) {
            throw new EdgeException("a column could not be decrypted; is this the home's key?", e);
        }
    }

    /**
     * What stands for an identifier in look-ups: 32 hex digits of a keyed hash over kind and value.
     */
    public String lookup(String kind, String value) {
        return HexFormat.of().formatHex(hmac(lookups, kind + '\0' + value), 0, 16);
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new EdgeException("HMAC-SHA-256 is missing from this JDK", e);
        }
    }

    private static byte[] secret(Path file) {
        try {
            if (!Files.exists(file)) {
                var fresh = new byte[32];
                RANDOM.nextBytes(fresh);
                writeOwnerOnly(file, fresh);
            }
            var key = Files.readAllBytes(file);
            if (key.length != 32) {
                throw new EdgeException("keys/master.key must have 32 bytes; restore its backup");
            }
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException("the master key cannot be read", e);
        }
    }

    /** Writes a small secret atomically, synced, mode 0600. */
    public static void writeOwnerOnly(Path file, byte[] content) throws IOException {
        var part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        try (var channel =
                FileChannel.open(
                        part,
                        Set.copyOf(
                                EnumSet.of(
                                        StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            var buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(part, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }
}
