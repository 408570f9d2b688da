/** Chest-radiograph-like phantoms: generated images with full, invented patient headers. */
@NullMarked
package io.meridian.cli.phantom;

import org.jspecify.annotations.NullMarked;
