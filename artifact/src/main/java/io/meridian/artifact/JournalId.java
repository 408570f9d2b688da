package io.meridian.artifact;

import java.util.regex.Pattern;

/** The name of a journal: its site's name, or site/part. Lower case, at most 128 characters. */
public record JournalId(String value) {
    private static final Pattern SYNTAX =
            Pattern.compile("[a-z0-9]+(?:[._-][a-z0-9]+)*(?:/[a-z0-9]+(?:[._-][a-z0-9]+)*)*");

    public JournalId {
        if (value.length() > 128 || !SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a journal's name is lower-case letters, digits, . _ - and /, at most 128; this"
                            + " is not: "
                            + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
