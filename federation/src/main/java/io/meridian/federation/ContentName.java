package io.meridian.federation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The name by which the caller's store holds something: a digest. Here it is opaque and only
 * compared: equal names mean equal bytes.
 */
public record ContentName(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ContentName {
        if (value.isBlank() || value.length() > 256) {
            throw new IllegalArgumentException("a content's name has 1 to 256 characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
