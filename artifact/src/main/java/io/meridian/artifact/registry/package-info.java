/**
 * A client of any registry that speaks the OCI distribution API: the hub's own, or one from the
 * shelf.
 *
 * <p>Entry type: {@link io.meridian.artifact.registry.OciRegistry}. Every operation may be repeated
 * after a failure and goes on where it stopped; when to repeat is the caller's decision. All types
 * are safe for concurrent use. What is edge-only is refused before a byte is sent.
 */
@NullMarked
package io.meridian.artifact.registry;

import org.jspecify.annotations.NullMarked;
