package io.meridian.artifact.signature;

import java.util.regex.Pattern;

/**
 * The name of a key: its algorithm, a colon, and the SHA-256 of the public key's raw bytes in hex.
 */
public record KeyId(String value) {
    private static final Pattern SYNTAX = Pattern.compile("ed25519:[0-9a-f]{64}");

    public KeyId {
        if (!SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a key's name is ed25519: and 64 hex digits; length is %d"
                            .formatted(value.length()));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
