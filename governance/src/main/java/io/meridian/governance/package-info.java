/**
 * From clinical objects to data sets that may leave the clinical zone.
 *
 * <p>{@link io.meridian.governance.ResearchPipeline} is the road of one object: identity,
 * de-identification, residual scan, burned-in text check, quality, catalog row. It is a pure
 * function; quarantine, encryption and storage belong to the edge, which implements the small port
 * {@link io.meridian.governance.identity.IdentityStore} and keeps the catalog. {@link
 * io.meridian.governance.dataset.DatasetVersions} freezes what the catalog holds, with its labels
 * and its legal basis, into a version.
 *
 * <p>Types here are immutable and safe to share between threads unless they say otherwise. No
 * patient data enters an exception message, a record's {@code toString} or a de-identification
 * record. No Spring, HTTP or SQL comes in.
 */
@NullMarked
package io.meridian.governance;

import org.jspecify.annotations.NullMarked;
