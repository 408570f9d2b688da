/** Commands of the data steward: legal bases, labels, data-set versions. */
@NullMarked
package io.meridian.cli.governance;

import org.jspecify.annotations.NullMarked;
