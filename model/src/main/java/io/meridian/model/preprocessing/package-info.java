/** From decoded pixels to what a network reads, declared as data; the only implementation of it. */
@NullMarked
package io.meridian.model.preprocessing;

import org.jspecify.annotations.NullMarked;
