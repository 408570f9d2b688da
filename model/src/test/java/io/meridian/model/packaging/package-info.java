@NullMarked
package io.meridian.model.packaging;

import org.jspecify.annotations.NullMarked;
