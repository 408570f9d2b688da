/** What the hub may know of results: counts and distributions. */
@NullMarked
package io.meridian.hub.result;

import org.jspecify.annotations.NullMarked;
