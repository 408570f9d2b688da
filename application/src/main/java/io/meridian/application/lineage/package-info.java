/** A lineage as both HTTP interfaces answer it. */
@NullMarked
package io.meridian.application.lineage;

import org.jspecify.annotations.NullMarked;
