package io.meridian.artifact.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The form of an encrypted payload: a header, then chunks of AES-256-GCM.
 *
 * <p>Header: {@code MRDE}, version 1, log2 of the chunk's size, 26 random bytes. Each payload has a
 * key of its own, HMAC-SHA256 of the header under the subject's key, so chunk numbers can be
 * nonces. A chunk's nonce says its number and whether it is the last, and the context is
 * authenticated with it: chunks cannot be moved, cut off, added, or taken from another payload.
 */
final class PayloadFormat {
    static final int HEADER_BYTES = 32;
    static final int TAG_BYTES = 16;
    static final int CHUNK_LOG2 = 16;

    private static final int MAGIC = 0x4d524445;
    private static final byte VERSION = 1;
    private static final int MIN_LOG2 = 10;
    private static final int MAX_LOG2 = 22;

    private final byte[] header;
    private final byte[] context;
    private final SecretKeySpec key;
    private final Cipher cipher;
    private final int chunkBytes;

    private PayloadFormat(SecretKey subject, byte[] header, String context) {
        this.header = header;
        this.context = context.getBytes(StandardCharsets.UTF_8);
        chunkBytes = 1 << header[5];
        key = new SecretKeySpec(subject.authenticate(header), "AES");
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new SecretException("this Java platform has no AES-GCM", e);
        }
    }

    static PayloadFormat fresh(SecretKey subject, String context) {
        var header = ByteBuffer.allocate(HEADER_BYTES);
        header.putInt(MAGIC).put(VERSION).put((byte) CHUNK_LOG2);
        header.put(SecretKey.random(HEADER_BYTES - 6));
        return new PayloadFormat(subject, header.array(), context);
    }

    static PayloadFormat of(SecretKey subject, byte[] header, String context) {
        if (header.length < HEADER_BYTES
                || ByteBuffer.wrap(header).getInt() != MAGIC
                || header[4] != VERSION
                || header[5] < MIN_LOG2
                || header[5] > MAX_LOG2) {
            throw new SecretException("an encrypted payload begins with MRDE and version 1");
        }
        return new PayloadFormat(subject, header, context);
    }

    byte[] header() {
        return header;
    }

    int chunkBytes() {
        return chunkBytes;
    }

    /** Encrypts or decrypts one chunk; returns the bytes written to {@code out}. */
    int chunk(int mode, long number, boolean last, byte[] in, int length, byte[] out) {
        var nonce = ByteBuffer.allocate(12).putInt(last ? 1 : 0).putLong(number).array();
        try {
            cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
            cipher.updateAAD(context);
            return cipher.doFinal(in, 0, length, out, 0);
        } catch (GeneralSecurityException e) {
            throw new SecretException(
                    "an encrypted payload must be whole, in its place, and under its subject's key;"
                            + " chunk %d is not".formatted(number),
                    e);
        }
    }
}
