package io.meridian.federation.round;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.meridian.federation.ContentName;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Where a round stands. Immutable, and complete: a hub that stores it after each transition resumes
 * the same round after any stop.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RoundState.Open.class, name = "open"),
    @JsonSubTypes.Type(value = RoundState.Closing.class, name = "closing"),
    @JsonSubTypes.Type(value = RoundState.Published.class, name = "published"),
    @JsonSubTypes.Type(value = RoundState.QuorumMissed.class, name = "quorum-missed"),
    @JsonSubTypes.Type(value = RoundState.Cancelled.class, name = "cancelled")
})
public sealed interface RoundState {
    RoundPlan plan();

    /** The updates that count, in site order. */
    List<AcceptedUpdate> accepted();

    /**
     * Updates are awaited.
     *
     * @param extensions how often the deadline was moved
     */
    record Open(
            RoundPlan plan,
            List<AcceptedUpdate> accepted,
            List<SiteFailure> failures,
            Instant deadline,
            int extensions)
            implements RoundState {
        public Open {
            accepted = inSiteOrder(accepted);
            failures = List.copyOf(failures);
        }
    }

    /** The accepted set is fixed; it is being aggregated. */
    record Closing(RoundPlan plan, List<AcceptedUpdate> accepted, List<SiteFailure> failures)
            implements RoundState {
        public Closing {
            accepted = inSiteOrder(accepted);
            failures = List.copyOf(failures);
        }
    }

    /**
     * Its result is stored.
     *
     * @param manifest the record of the round
     */
    record Published(RoundPlan plan, List<AcceptedUpdate> accepted, ContentName manifest)
            implements RoundState {
        public Published {
            accepted = inSiteOrder(accepted);
        }
    }

    /** Too few sites replied in time. */
    record QuorumMissed(RoundPlan plan, List<AcceptedUpdate> accepted) implements RoundState {
        public QuorumMissed {
            accepted = inSiteOrder(accepted);
        }
    }

    /** A person ended it. */
    record Cancelled(RoundPlan plan, List<AcceptedUpdate> accepted, String reason)
            implements RoundState {
        public Cancelled {
            accepted = inSiteOrder(accepted);
        }
    }

    private static List<AcceptedUpdate> inSiteOrder(List<AcceptedUpdate> accepted) {
        return accepted.stream().sorted(Comparator.comparing(AcceptedUpdate::site)).toList();
    }
}
