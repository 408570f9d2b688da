@NullMarked
package io.meridian.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
