/**
 * What the original header knew must not be found in what was made of it. Entry type: {@link
 * io.meridian.governance.residual.ResidualScan}.
 */
@NullMarked
package io.meridian.governance.residual;

import org.jspecify.annotations.NullMarked;
