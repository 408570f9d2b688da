package io.meridian.federation.round;

import io.meridian.federation.ContentName;
import io.meridian.federation.SiteName;
import io.meridian.federation.update.Refusal;
import java.time.Instant;

/** What an event did. */
public sealed interface RoundOutcome {
    /** The update counts (again said for one that counted before). */
    record UpdateAccepted(AcceptedUpdate update) implements RoundOutcome {}

    /** The update does not count; the site is told why. */
    record UpdateRefused(SiteName site, Refusal reason) implements RoundOutcome {}

    /** Nothing to do: go on waiting. */
    record Waiting(int replied, int asked) implements RoundOutcome {}

    /** The accepted set is fixed: aggregate it. */
    record Closed(int updates) implements RoundOutcome {}

    /** The quorum was missed and the job gives more time. */
    record Extended(Instant deadline) implements RoundOutcome {}

    /** The quorum was missed and the job gives no more time. */
    record Missed(int replied, int required) implements RoundOutcome {}

    record RoundPublished(ContentName manifest) implements RoundOutcome {}

    record RoundCancelled(String reason) implements RoundOutcome {}

    /** The event means nothing in this state; repeated events end here. */
    record Ignored() implements RoundOutcome {}
}
