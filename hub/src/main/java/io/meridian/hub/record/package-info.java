/** The hub's own records: manifests, its journal, lineage. */
@NullMarked
package io.meridian.hub.record;

import org.jspecify.annotations.NullMarked;
