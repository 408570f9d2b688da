/** Commands about results: reviews and lineage. */
@NullMarked
package io.meridian.cli.serving;

import org.jspecify.annotations.NullMarked;
