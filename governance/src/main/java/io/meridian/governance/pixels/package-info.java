/**
 * What the pixels may give away: text burned into an image is detected, never read. Entry type:
 * {@link io.meridian.governance.pixels.BurnedInTextCheck}.
 */
@NullMarked
package io.meridian.governance.pixels;

import org.jspecify.annotations.NullMarked;
