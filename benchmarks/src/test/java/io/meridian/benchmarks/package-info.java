@NullMarked
package io.meridian.benchmarks;

import org.jspecify.annotations.NullMarked;
