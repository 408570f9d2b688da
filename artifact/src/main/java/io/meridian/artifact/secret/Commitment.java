package io.meridian.artifact.secret;

import java.util.regex.Pattern;

/** What the hub knows of an edge-only record: {@code hmac-sha256:} and 64 hex digits. */
public record Commitment(String value) {
    private static final Pattern SYNTAX = Pattern.compile("hmac-sha256:[0-9a-f]{64}");

    public Commitment {
        if (!SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a commitment is hmac-sha256: and 64 hex digits; length is %d"
                            .formatted(value.length()));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
