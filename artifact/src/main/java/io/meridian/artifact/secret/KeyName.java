package io.meridian.artifact.secret;

import java.util.regex.Pattern;

/** The name under which a subject's key is kept: a keyed hash, which names nobody. */
public record KeyName(String value) {
    private static final Pattern SYNTAX = Pattern.compile("[0-9a-f]{64}");

    public KeyName {
        if (!SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException("a key's name is 64 hex digits");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
