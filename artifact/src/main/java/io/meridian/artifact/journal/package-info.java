/**
 * The journal: what comes by the hundred thousand a day, as leaves of an append-only Merkle log
 * (RFC 6962), one log per site.
 *
 * <p>Entry types: {@link io.meridian.artifact.journal.Journal} at the side that writes, {@link
 * io.meridian.artifact.journal.HeadVerifier} at the side that countersigns. A journal is safe for
 * concurrent use; one process opens it at a time.
 */
@NullMarked
package io.meridian.artifact.journal;

import org.jspecify.annotations.NullMarked;
