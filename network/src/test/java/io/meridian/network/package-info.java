/** A hub and its edges on loopback. */
@NullMarked
package io.meridian.network;

import org.jspecify.annotations.NullMarked;
