/**
 * What everything that matters is made of: immutable, content-addressed records that name their
 * parents.
 *
 * <p>This package holds the words: {@link io.meridian.artifact.Digest}, {@link
 * io.meridian.artifact.Manifest}, {@link io.meridian.artifact.Reference}, {@link
 * io.meridian.artifact.Kind}. The subpackages hold what is done with them: {@code signature},
 * {@code store}, {@code record}, {@code registry}, {@code journal}, {@code secret} and {@code
 * lineage}. Values are immutable and safe to share. No Spring and no SQL come in here, and nothing
 * that knows what a model or an image is.
 */
@NullMarked
package io.meridian.artifact;

import org.jspecify.annotations.NullMarked;
