@NullMarked
package io.meridian.benchmarks.suite;

import org.jspecify.annotations.NullMarked;
