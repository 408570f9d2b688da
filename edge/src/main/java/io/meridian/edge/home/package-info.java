/** An edge's folder: where things lie, its configuration, its keys. */
@NullMarked
package io.meridian.edge.home;

import org.jspecify.annotations.NullMarked;
