/** Data-set versions as the hub knows them: commitments and statistics. */
@NullMarked
package io.meridian.hub.governance;

import org.jspecify.annotations.NullMarked;
