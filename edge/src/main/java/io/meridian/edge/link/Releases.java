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

    /** Why none is active, in words for a doctor; empty text while one is. */
    String reason();
}
