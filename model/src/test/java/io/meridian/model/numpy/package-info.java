@NullMarked
package io.meridian.model.numpy;

import org.jspecify.annotations.NullMarked;
