/** Who did what at the hub, in the hub's own journal. */
@NullMarked
package io.meridian.hub.audit;

import org.jspecify.annotations.NullMarked;
