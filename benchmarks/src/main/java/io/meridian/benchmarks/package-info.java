/**
 * Side-by-side measurements against named peers: {@link io.meridian.benchmarks.Benchmarks} runs
 * those of {@code suite} in the {@code harness}, ours and the peer's in turn, and tells ratios with
 * their spread. Nothing else uses this module.
 */
@NullMarked
package io.meridian.benchmarks;

import org.jspecify.annotations.NullMarked;
