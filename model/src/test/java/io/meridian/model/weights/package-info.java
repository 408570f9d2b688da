@NullMarked
package io.meridian.model.weights;

import org.jspecify.annotations.NullMarked;
