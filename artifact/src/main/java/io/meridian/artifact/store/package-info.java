/**
 * Where records live: a store in memory and an OCI image layout on disk behind one port, leases,
 * uploads that resume, collection of what nothing holds any more, and copying between stores.
 *
 * <p>Entry types: {@link io.meridian.artifact.store.ArtifactStore}, {@link
 * io.meridian.artifact.store.OciLayout}, {@link io.meridian.artifact.store.MemoryStore}, {@link
 * io.meridian.artifact.store.Push}. Stores are safe for concurrent use.
 */
@NullMarked
package io.meridian.artifact.store;

import org.jspecify.annotations.NullMarked;
