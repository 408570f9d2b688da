/**
 * The edge's own connection to the hub: desired items, tasks, releases, what is pushed and told.
 */
@NullMarked
package io.meridian.edge.link;

import org.jspecify.annotations.NullMarked;
