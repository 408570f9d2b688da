/** What the research zone holds of an instance, by pseudonym only; the edge keeps the table. */
@NullMarked
package io.meridian.governance.catalog;

import org.jspecify.annotations.NullMarked;
