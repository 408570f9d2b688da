package io.meridian.federation.round;

import io.meridian.federation.ContentName;
import io.meridian.federation.SiteName;
import io.meridian.federation.update.Inspection;
import java.time.Instant;
import java.util.Set;

/** What may happen to a round. */
public sealed interface RoundEvent {
    /** A site offers an update; its bytes are stored and were inspected. Tick after it. */
    record Offered(UpdateOffer offer, Inspection inspection) implements RoundEvent {}

    /** A site refuses the task, or failed for good. */
    record GaveUp(SiteName site, String reason) implements RoundEvent {}

    /**
     * Time passed.
     *
     * @param live the sites in contact, by the caller's own measure: a grace for short
     *     interruptions belongs into it
     */
    record Tick(Instant now, Set<SiteName> live) implements RoundEvent {
        public Tick {
            live = Set.copyOf(live);
        }
    }

    /** The aggregate and the round's record are stored. */
    record Aggregated(ContentName manifest) implements RoundEvent {}

    /** A person cancels. */
    record Cancel(String reason) implements RoundEvent {}
}
