/**
 * The parent of an edge's processes: starts them, restarts them with backoff, ends them with
 * itself. Uses the JDK alone.
 */
@NullMarked
package io.meridian.edge.supervisor;

import org.jspecify.annotations.NullMarked;
