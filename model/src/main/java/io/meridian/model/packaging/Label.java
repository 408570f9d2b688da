package io.meridian.model.packaging;

import org.jspecify.annotations.Nullable;

/**
 * One finding that a model may name.
 *
 * @param name as in the data sets, as {@code pneumonia}
 * @param code what it means, where a code is known
 */
public record Label(String name, @Nullable Code code) {
    public Label {
        if (name.isBlank() || name.length() > 64) {
            throw new IllegalArgumentException("a label's name has 1 to 64 characters");
        }
    }
}
