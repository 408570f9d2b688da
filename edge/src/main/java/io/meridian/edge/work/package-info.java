/** Work that goes on in the background until the edge ends. */
@NullMarked
package io.meridian.edge.work;

import org.jspecify.annotations.NullMarked;
