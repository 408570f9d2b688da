package io.meridian.federation.strategy;

import io.meridian.federation.round.AcceptedUpdate;
import java.util.List;

/**
 * One way for sites to learn together. Stateless and deterministic; one small file each, plugged
 * into {@link Strategies}.
 */
public interface Strategy {
    /** As the job document names it. */
    String name();

    /** What each site minimises. */
    LocalObjective objective();

    /**
     * How a round's accepted updates become the next base.
     *
     * @param accepted in site order, at least one
     */
    Combination combine(List<AcceptedUpdate> accepted);
}
