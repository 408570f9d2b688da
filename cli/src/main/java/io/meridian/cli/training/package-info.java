/** Commands of the model developer: jobs. */
@NullMarked
package io.meridian.cli.training;

import org.jspecify.annotations.NullMarked;
