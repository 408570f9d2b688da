/**
 * Labels: what they mean, where they come from, and the files in which they arrive. Entry type:
 * {@link io.meridian.governance.annotation.LabelFile}.
 */
@NullMarked
package io.meridian.governance.annotation;

import org.jspecify.annotations.NullMarked;
