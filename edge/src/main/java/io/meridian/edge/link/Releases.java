package io.meridian.edge.link;

import java.util.Optional;

/** What the hub's releases come to at this edge. */
public interface Releases {
    /**
     * The release to answer studies with; empty if none runs, which is no negative result.
     *
     * <p>A lease that is over ends this at once, also without a hub.
     */
    Optional<ActiveRelease> active();

    /**
     * Whether the releases were judged since this process started. Until then that none is active
     * says nothing: one that ran before the restart may run again in a moment.
     */
    boolean known();

    /** Why none is active, in words for a doctor; empty text while one is. */
    String reason();
}
