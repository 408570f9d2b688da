/**
 * Clinical inference: a complete study becomes a result, as an intent first, then an answer, then a
 * structured report, a journal entry, a notice to the hub and an object in the archive, each once.
 *
 * <p>Not evaluated is an outcome of its own and never a negative one.
 */
@NullMarked
package io.meridian.edge.inference;

import org.jspecify.annotations.NullMarked;
