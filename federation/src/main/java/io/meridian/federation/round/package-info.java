/**
 * One federated round as a state machine: {@link io.meridian.federation.round.Rounds} is the entry.
 */
@NullMarked
package io.meridian.federation.round;

import org.jspecify.annotations.NullMarked;
