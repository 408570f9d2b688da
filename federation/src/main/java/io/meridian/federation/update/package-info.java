/** Updates: checked and aggregated block by block, in constant memory. */
@NullMarked
package io.meridian.federation.update;

import org.jspecify.annotations.NullMarked;
