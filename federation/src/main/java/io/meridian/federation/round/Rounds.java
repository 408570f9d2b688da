package io.meridian.federation.round;

import io.meridian.federation.SiteName;
import io.meridian.federation.round.RoundEvent.Aggregated;
import io.meridian.federation.round.RoundEvent.Cancel;
import io.meridian.federation.round.RoundEvent.GaveUp;
import io.meridian.federation.round.RoundEvent.Offered;
import io.meridian.federation.round.RoundEvent.Tick;
import io.meridian.federation.round.RoundState.Cancelled;
import io.meridian.federation.round.RoundState.Closing;
import io.meridian.federation.round.RoundState.Open;
import io.meridian.federation.round.RoundState.Published;
import io.meridian.federation.round.RoundState.QuorumMissed;
import io.meridian.federation.update.Inspection;
import io.meridian.federation.update.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The transitions of a round: pure functions of state and event. Idempotent: an event told twice
 * changes nothing the second time and gets the same answer.
 */
public final class Rounds {
    private Rounds() {}

    public static Open open(RoundPlan plan, Instant now) {
        Instant deadline = now.plus(plan.rule().deadline());
        return new Open(plan, List.of(), List.of(), deadline, 0);
    }

    public static Transition apply(RoundState state, RoundEvent event) {
        return switch (event) {
            case Offered(var offer, var inspection) -> offered(state, offer, inspection);
            case GaveUp(var site, var reason) -> gaveUp(state, site, reason);
            case Tick(var now, var live) -> tick(state, now, live);
            case Aggregated(var manifest) ->
                    state instanceof Closing closing
                            ? new Transition(
                                    new Published(closing.plan(), closing.accepted(), manifest),
                                    new RoundOutcome.RoundPublished(manifest))
                            : ignored(state);
            case Cancel(var reason) -> cancel(state, reason);
        };
    }

    /**
     * Whether an offer is worth reading its bytes: everything that can be said without them.
     *
     * @return why it would be refused; empty if it must be inspected or was accepted before
     */
    public static Optional<Refusal> refusal(RoundState state, UpdateOffer offer) {
        RoundPlan plan = state.plan();
        SiteName site = offer.task().site();
        if (!offer.task().round().equals(plan.id())) {
            return Optional.of(new Refusal.WrongRound(offer.task().round(), plan.id()));
        }
        if (plan.base(site).isEmpty()) {
            return Optional.of(new Refusal.UnknownSite());
        }
        for (AcceptedUpdate accepted : state.accepted()) {
            boolean sameBytes = accepted.update().equals(offer.update());
            boolean sameSite = accepted.site().equals(site);
            if (sameSite && sameBytes) {
                return Optional.empty();
            }
            if (sameSite) {
                return Optional.of(
                        new Refusal.Replayed("another update of this site counts in this round"));
            }
            if (sameBytes) {
                return Optional.of(new Refusal.Replayed("the bytes are another site's update"));
            }
        }
        if (!plan.base(site).get().equals(offer.base())) {
            return Optional.of(new Refusal.WrongBase());
        }
        if (offer.update().equals(offer.base())) {
            return Optional.of(new Refusal.Replayed("the bytes are the base weights"));
        }
        if (offer.examples() < 1) {
            return Optional.of(new Refusal.NoExamples(offer.examples()));
        }
        return switch (state) {
            case Open _ -> Optional.empty();
            case Closing _ -> Optional.of(new Refusal.Late("closed and being aggregated"));
            case Published _ -> Optional.of(new Refusal.Late("published"));
            case QuorumMissed _ -> Optional.of(new Refusal.Late("given up below its quorum"));
            case Cancelled _ -> Optional.of(new Refusal.Late("cancelled"));
        };
    }

    private static Transition offered(RoundState state, UpdateOffer offer, Inspection inspection) {
        SiteName site = offer.task().site();
        Optional<Refusal> refusal = refusal(state, offer);
        if (refusal.isPresent()) {
            return refused(state, site, refusal.get());
        }
        for (AcceptedUpdate accepted : state.accepted()) {
            if (accepted.site().equals(site)) {
                return new Transition(state, new RoundOutcome.UpdateAccepted(accepted));
            }
        }
        return switch (inspection) {
            case Inspection.Unsound(Refusal reason) -> refused(state, site, reason);
            case Inspection.Sound(double norm) -> {
                var update =
                        new AcceptedUpdate(
                                site,
                                offer.task().attempt(),
                                offer.update(),
                                offer.examples(),
                                norm);
                yield new Transition(
                        with((Open) state, update), new RoundOutcome.UpdateAccepted(update));
            }
        };
    }

    /** A refused site need not be waited for, but may try again while the round is open. */
    private static Transition refused(RoundState state, SiteName site, Refusal reason) {
        RoundState after =
                state instanceof Open open && mayTryAgain(open, site, reason)
                        ? with(open, new SiteFailure(site, reason.reason()))
                        : state;
        return new Transition(after, new RoundOutcome.UpdateRefused(site, reason));
    }

    private static boolean mayTryAgain(Open open, SiteName site, Refusal reason) {
        return open.plan().base(site).isPresent()
                && !(reason instanceof Refusal.WrongRound)
                && open.accepted().stream().noneMatch(one -> one.site().equals(site));
    }

    private static Transition gaveUp(RoundState state, SiteName site, String reason) {
        boolean counts =
                state instanceof Open open
                        && mayTryAgain(open, site, new Refusal.Unreadable(reason));
        return counts
                ? new Transition(
                        with((Open) state, new SiteFailure(site, reason)), waiting((Open) state))
                : ignored(state);
    }

    private static Transition tick(RoundState state, Instant now, Set<SiteName> live) {
        if (!(state instanceof Open open)) {
            return ignored(state);
        }
        int replied = open.accepted().size();
        int quorum = open.plan().rule().quorum();
        boolean late = !now.isBefore(open.deadline());
        if (replied >= quorum && (late || awaited(open, live).isEmpty())) {
            return new Transition(
                    new Closing(open.plan(), open.accepted(), open.failures()),
                    new RoundOutcome.Closed(replied));
        }
        if (!late) {
            return new Transition(open, waiting(open));
        }
        if (open.extensions() >= open.plan().rule().extensions()) {
            return new Transition(
                    new QuorumMissed(open.plan(), open.accepted()),
                    new RoundOutcome.Missed(replied, quorum));
        }
        Instant deadline = now.plus(open.plan().rule().deadline());
        return new Transition(
                new Open(
                        open.plan(),
                        open.accepted(),
                        open.failures(),
                        deadline,
                        open.extensions() + 1),
                new RoundOutcome.Extended(deadline));
    }

    /** The chosen sites in contact that have neither replied nor given up, in site order. */
    public static List<SiteName> awaited(Open open, Set<SiteName> live) {
        List<SiteName> awaited = new ArrayList<>();
        for (RoundPlan.Chosen chosen : open.plan().sites()) {
            SiteName site = chosen.site();
            boolean done =
                    open.accepted().stream().anyMatch(one -> one.site().equals(site))
                            || open.failures().stream().anyMatch(one -> one.site().equals(site));
            if (!done && live.contains(site)) {
                awaited.add(site);
            }
        }
        return awaited;
    }

    private static Transition cancel(RoundState state, String reason) {
        return switch (state) {
            case Open _, Closing _ ->
                    new Transition(
                            new Cancelled(state.plan(), state.accepted(), reason),
                            new RoundOutcome.RoundCancelled(reason));
            case Published _, QuorumMissed _, Cancelled _ -> ignored(state);
        };
    }

    private static Open with(Open open, AcceptedUpdate update) {
        List<AcceptedUpdate> accepted = new ArrayList<>(open.accepted());
        accepted.add(update);
        List<SiteFailure> failures =
                open.failures().stream()
                        .filter(failure -> !failure.site().equals(update.site()))
                        .toList();
        return new Open(open.plan(), accepted, failures, open.deadline(), open.extensions());
    }

    private static Open with(Open open, SiteFailure failure) {
        List<SiteFailure> failures =
                new ArrayList<>(
                        open.failures().stream()
                                .filter(one -> !one.site().equals(failure.site()))
                                .toList());
        failures.add(failure);
        return new Open(open.plan(), open.accepted(), failures, open.deadline(), open.extensions());
    }

    private static RoundOutcome waiting(Open open) {
        return new RoundOutcome.Waiting(open.accepted().size(), open.plan().sites().size());
    }

    private static Transition ignored(RoundState state) {
        return new Transition(state, new RoundOutcome.Ignored());
    }
}
