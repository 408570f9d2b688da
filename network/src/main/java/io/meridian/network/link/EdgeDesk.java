package io.meridian.network.link;

import io.meridian.network.link.v1.Desired;
import io.meridian.network.link.v1.Observed;

/** The edge behind a link: applies what the hub asks, and says what the site does. */
public interface EdgeDesk {
    /** The position of the last desired state applied; kept over restarts. */
    record Applied(long epoch, long generation) {}

    Applied applied();

    /**
     * Takes a newer desired state and remembers its position durably before it returns; or the same
     * again, of which only acknowledgements and the countersignature are new. Called by one thread
     * at a time.
     */
    void apply(Desired desired);

    /** What the site does now. */
    Observed observed();

    /** The connection to the hub began or ended. */
    void connected(boolean online);

    /**
     * The desired state applied last is no longer good, because the hub has not repeated it in
     * time: what runs may end, but nothing new begins until {@link #apply} is called again.
     */
    default void lapsed() {}
}
