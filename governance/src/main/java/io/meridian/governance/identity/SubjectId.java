package io.meridian.governance.identity;

import java.util.regex.Pattern;

/**
 * One person in this hospital's identity index: 32 lower-case hex digits, not derivable without the
 * site's key. Edge-only.
 */
public record SubjectId(String value) {
    private static final Pattern SYNTAX = Pattern.compile("[0-9a-f]{32}");

    public SubjectId {
        if (!SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException("subject id must be 32 lower-case hex digits");
        }
    }
}
