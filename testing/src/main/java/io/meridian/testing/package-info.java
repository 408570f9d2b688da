/**
 * What the tests of several modules share: {@link io.meridian.testing.Peers} finds independent
 * implementations and real data, {@link io.meridian.testing.MovableClock} lets time pass.
 *
 * <p>For tests only: modules depend on it in Maven's scope {@code test}, so that it reaches no
 * product class path. It knows none of the other modules.
 */
@NullMarked
package io.meridian.testing;

import org.jspecify.annotations.NullMarked;
