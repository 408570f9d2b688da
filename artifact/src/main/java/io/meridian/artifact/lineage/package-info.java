/**
 * Lineage: a walk along the parents of a record, every step verified.
 *
 * <p>Entry types: {@link io.meridian.artifact.lineage.Lineage} and {@link
 * io.meridian.artifact.lineage.LocalLineage}. Stateless and safe for concurrent use.
 */
@NullMarked
package io.meridian.artifact.lineage;

import org.jspecify.annotations.NullMarked;
