/** Metrics with confidence intervals, each naming its method. */
@NullMarked
package io.meridian.validation.metric;

import org.jspecify.annotations.NullMarked;
