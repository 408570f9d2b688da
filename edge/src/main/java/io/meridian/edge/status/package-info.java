/** What the edge says of itself: its state, what the hub asks, and where a record comes from. */
@NullMarked
package io.meridian.edge.status;

import org.jspecify.annotations.NullMarked;
