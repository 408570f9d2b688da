/** What is measured: one class for each benchmark, and what they share. */
@NullMarked
package io.meridian.benchmarks.suite;

import org.jspecify.annotations.NullMarked;
