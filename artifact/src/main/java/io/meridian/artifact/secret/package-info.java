/**
 * What a site keeps to itself: commitments keyed with its secret, and payload keys, one per
 * subject, whose destruction is the erasure of everything about that subject.
 *
 * <p>Entry types: {@link io.meridian.artifact.secret.Commitments} and {@link
 * io.meridian.artifact.secret.SubjectKeys}. Both are safe for concurrent use; streams are not.
 * Neither a subject's name nor a key ever reaches a message, a file's name or a log.
 */
@NullMarked
package io.meridian.artifact.secret;

import org.jspecify.annotations.NullMarked;
