package io.meridian.governance.catalog;

import java.util.regex.Pattern;

/**
 * A subject (or, where the unit is the image, an image) under its research name: {@code M} and 20
 * characters of 0-9 A-Z.
 */
public record Pseudonym(String value) {
    private static final Pattern SYNTAX = Pattern.compile("M[0-9A-V]{20}");

    public Pseudonym {
        if (!SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException("a pseudonym is M and 20 characters of 0-9 and A-V");
        }
    }
}
