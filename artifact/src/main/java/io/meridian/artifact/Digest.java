package io.meridian.artifact;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The name of a blob: the SHA-256 of its bytes, in OCI's notation. Valid by construction.
 *
 * <p>The algorithm is part of the text, so that another one can join later without a new format.
 */
public record Digest(String value) implements Comparable<Digest> {
    private static final Pattern SYNTAX = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final String PREFIX = "sha256:";

    public Digest {
        if (!SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "digest must be sha256: and 64 lower-case hex digits; length is %d"
                            .formatted(value.length()));
        }
    }

    /** The digest of some bytes. */
    public static Digest of(byte[] bytes) {
        return ofHash(newHash().digest(bytes));
    }

    /** The digest whose hash, 32 bytes, was computed elsewhere. */
    public static Digest ofHash(byte[] hash) {
        return new Digest(PREFIX + HexFormat.of().formatHex(hash));
    }

    /** Whether this is the text of a digest. */
    public static boolean isDigest(String text) {
        return SYNTAX.matcher(text).matches();
    }

    /** A fresh SHA-256, for streams. */
    public static MessageDigest newHash() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The 64 hex digits. */
    public String hex() {
        return value.substring(PREFIX.length());
    }

    /** The hash's 32 bytes. */
    public byte[] hash() {
        return HexFormat.of().parseHex(hex());
    }

    @Override
    public int compareTo(Digest other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
