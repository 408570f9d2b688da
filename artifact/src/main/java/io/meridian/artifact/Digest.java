package io.meridian.artifact;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The name of a blob: the SHA-256 of its bytes, in OCI's notation. Valid by construction. */
public record Digest(String value) {
    private static final Pattern SYNTAX = Pattern.compile("sha256:[0-9a-f]{64}");

    public Digest {
        if (!SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "digest must be sha256: and 64 lower-case hex digits; length is %d"
                            .formatted(value.length()));
        }
    }

    /** The digest of some bytes. */
    public static Digest of(byte[] bytes) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new Digest("sha256:" + HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
