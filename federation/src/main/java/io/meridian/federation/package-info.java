/**
 * Federated learning as pure, deterministic code: state in, updates in, outcome out. Storage,
 * clocks and the network belong to the caller.
 *
 * <p>{@link io.meridian.federation.job.FederatedJob} is what a hub is asked to do; {@link
 * io.meridian.federation.round.Rounds} moves one round from open to published; {@link
 * io.meridian.federation.strategy.Strategy} says what is asked of the sites and how their updates
 * become one; {@link io.meridian.federation.update.UpdateCheck} and {@link
 * io.meridian.federation.update.BlockAggregator} read spooled updates block by block, so that
 * memory is a constant whatever the model and the number of sites.
 *
 * <p>This package holds the names that all of them share. Everything here is immutable and
 * thread-safe. No I/O except through {@link io.meridian.federation.update.UpdateSource} and {@link
 * io.meridian.federation.update.BlockSink}; no native code.
 */
@NullMarked
package io.meridian.federation;

import org.jspecify.annotations.NullMarked;
