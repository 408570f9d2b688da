/** The site's journal as the edge uses it, and lineage over it. */
@NullMarked
package io.meridian.edge.ledger;

import org.jspecify.annotations.NullMarked;
