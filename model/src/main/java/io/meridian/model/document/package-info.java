/**
 * YAML documents that people write, read strictly: {@link io.meridian.model.document.Section}.
 * Every complaint names line, field and remedy; what is not known is refused, since a misspelt
 * limit must not silently become no limit.
 */
@NullMarked
package io.meridian.model.document;

import org.jspecify.annotations.NullMarked;
