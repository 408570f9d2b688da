/**
 * Declarative quality rules over headers and pixel statistics. Entry type: {@link
 * io.meridian.governance.quality.QualityRules}.
 */
@NullMarked
package io.meridian.governance.quality;

import org.jspecify.annotations.NullMarked;
