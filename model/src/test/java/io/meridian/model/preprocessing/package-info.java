@NullMarked
package io.meridian.model.preprocessing;

import org.jspecify.annotations.NullMarked;
