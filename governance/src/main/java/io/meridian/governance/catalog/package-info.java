/**
 * What the research zone holds, by pseudonym only. The {@link
 * io.meridian.governance.catalog.Catalog} is a port that the edge implements.
 */
@NullMarked
package io.meridian.governance.catalog;

import org.jspecify.annotations.NullMarked;
