/**
 * Training and evaluation: the Java {@link io.meridian.training.Worker} and the tasks it does. A
 * federation's local objective arrives as data and is interpreted here; this package knows nothing
 * of rounds, sites or the hub. Native code is reached only through {@code io.meridian.runtime}.
 */
@NullMarked
package io.meridian.training;

import org.jspecify.annotations.NullMarked;
