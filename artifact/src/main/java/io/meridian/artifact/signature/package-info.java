/**
 * Signatures: DSSE envelopes, several to one payload, with the algorithm in the key's name.
 *
 * <p>Entry types: {@link io.meridian.artifact.signature.SigningKey}, {@link
 * io.meridian.artifact.signature.TrustedKeys}, {@link io.meridian.artifact.signature.Envelope}. All
 * are immutable and safe to share.
 */
@NullMarked
package io.meridian.artifact.signature;

import org.jspecify.annotations.NullMarked;
