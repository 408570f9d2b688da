package io.meridian.federation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A hospital's short name, as {@code hospital-1}. Sites are ordered by it wherever order counts.
 */
public record SiteName(@JsonValue String value) implements Comparable<SiteName> {
    /** Lower-case letters, digits and hyphens, 1 to 63, beginning with a letter or digit. */
    public static final Pattern SYNTAX = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SiteName {
        if (!SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a site's name has 1 to 63 lower-case letters, digits and hyphens");
        }
    }

    @Override
    public int compareTo(SiteName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
