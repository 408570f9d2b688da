package io.meridian.governance.annotation;

import org.jspecify.annotations.Nullable;

/**
 * The label of one instance.
 *
 * @param value class number or word, such as {@code 0} or {@code pneumonia}
 * @param definition what the value means
 * @param split as declared by the labels' file, null where the version decides
 */
public record Label(String value, LabelDefinition definition, @Nullable Split split) {}
