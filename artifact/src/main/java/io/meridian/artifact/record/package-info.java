/**
 * Making, signing, reading and verifying records that are manifests.
 *
 * <p>Entry types: {@link io.meridian.artifact.record.RecordBuilder} and {@link
 * io.meridian.artifact.record.Records}. A record's signature is an OCI artifact of its own, whose
 * {@code subject} is the record and whose one layer is a DSSE envelope over the record's
 * descriptor: registries list it under referrers, and it travels with push and pull.
 */
@NullMarked
package io.meridian.artifact.record;

import org.jspecify.annotations.NullMarked;
