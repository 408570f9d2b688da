/** What measures, whatever is measured. Confined to one thread. */
@NullMarked
package io.meridian.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
