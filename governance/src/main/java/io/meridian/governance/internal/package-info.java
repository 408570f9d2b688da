/** What several packages of this module share and nobody else should use. */
@NullMarked
package io.meridian.governance.internal;

import org.jspecify.annotations.NullMarked;
