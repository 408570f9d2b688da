/**
 * Frozen, reproducible versions of a data set. Entry type: {@link
 * io.meridian.governance.dataset.DatasetVersions}.
 */
@NullMarked
package io.meridian.governance.dataset;

import org.jspecify.annotations.NullMarked;
