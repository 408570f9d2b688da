package io.meridian.federation.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.federation.ContentName;
import io.meridian.federation.RoundId;
import io.meridian.federation.SiteName;
import io.meridian.federation.TaskId;
import io.meridian.federation.round.RoundEvent.Aggregated;
import io.meridian.federation.round.RoundEvent.Cancel;
import io.meridian.federation.round.RoundEvent.GaveUp;
import io.meridian.federation.round.RoundEvent.Offered;
import io.meridian.federation.round.RoundEvent.Tick;
import io.meridian.federation.update.Inspection;
import io.meridian.federation.update.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class RoundsTests {
    private static final Instant START = Instant.parse("2026-11-01T08:00:00Z");
    private static final RoundId ROUND = new RoundId("job-1", 3);
    private static final ContentName BASE = new ContentName("sha256:base");
    private static final SiteName A = new SiteName("a");
    private static final SiteName B = new SiteName("b");
    private static final SiteName C = new SiteName("c");
    private static final Set<SiteName> ALL = Set.of(A, B, C);

    private static RoundState.Open open(int extensions) {
        return Rounds.open(
                RoundPlan.from(
                        ROUND,
                        List.of(C, A, B),
                        BASE,
                        new QuorumRule(2, Duration.ofMinutes(2), extensions)),
                START);
    }

    private static UpdateOffer offer(SiteName site) {
        return new UpdateOffer(
                new TaskId(ROUND, site, 1), new ContentName("sha256:" + site), BASE, 10);
    }

    private static Offered offered(SiteName site) {
        return new Offered(offer(site), new Inspection.Sound(1.5));
    }

    private static RoundState after(RoundState state, RoundEvent... events) {
        RoundState now = state;
        for (RoundEvent event : events) {
            now = Rounds.apply(now, event).state();
        }
        return now;
    }

    private static Tick tick(long seconds, Set<SiteName> live) {
        return new Tick(START.plusSeconds(seconds), live);
    }

    @Nested
    class Closing {
        @Test
        void closesWhenAllLiveSitesReplied() {
            RoundState state = after(open(1), offered(C), offered(A));

            assertThat(Rounds.apply(state, tick(5, ALL)).outcome())
                    .isEqualTo(new RoundOutcome.Waiting(2, 3));
            Transition closed = Rounds.apply(state, tick(5, Set.of(A, C)));
            assertThat(closed.outcome()).isEqualTo(new RoundOutcome.Closed(2));
            assertThat(closed.state().accepted())
                    .extracting(AcceptedUpdate::site)
                    .containsExactly(A, C);
        }

        @Test
        void doesNotWaitForASiteThatGaveUp() {
            RoundState state =
                    after(open(1), offered(A), offered(B), new GaveUp(C, "policy refuses the job"));

            assertThat(Rounds.apply(state, tick(5, ALL)).state())
                    .isInstanceOf(RoundState.Closing.class);
        }

        @Test
        void closesAtTheDeadlineWithQuorum() {
            RoundState state = after(open(0), offered(A), offered(B));

            assertThat(Rounds.apply(state, tick(119, ALL)).state())
                    .isInstanceOf(RoundState.Open.class);
            assertThat(Rounds.apply(state, tick(120, ALL)).state())
                    .isInstanceOf(RoundState.Closing.class);
        }

        @Test
        void neverClosesBelowTheQuorumEvenIfNoOneIsLive() {
            RoundState state = after(open(0), offered(A));

            assertThat(Rounds.apply(state, tick(1, Set.of())).state())
                    .isInstanceOf(RoundState.Open.class);
        }

        @Test
        void extendsAsOftenAsTheJobSaysThenGivesUp() {
            RoundState state = after(open(1), offered(A));

            Transition extended = Rounds.apply(state, tick(130, ALL));
            assertThat(extended.outcome())
                    .isEqualTo(new RoundOutcome.Extended(START.plusSeconds(250)));
            assertThat(extended.state().accepted()).hasSize(1);
            Transition missed = Rounds.apply(extended.state(), tick(250, ALL));
            assertThat(missed.outcome()).isEqualTo(new RoundOutcome.Missed(1, 2));
        }

        @Test
        void publishesWhatWasAggregated() {
            ContentName manifest = new ContentName("sha256:round");
            RoundState closing = after(open(0), offered(A), offered(B), tick(120, ALL));

            Transition published = Rounds.apply(closing, new Aggregated(manifest));
            assertThat(published.outcome()).isEqualTo(new RoundOutcome.RoundPublished(manifest));
            assertThat(Rounds.apply(published.state(), new Cancel("late")).outcome())
                    .isEqualTo(new RoundOutcome.Ignored());
        }

        @Test
        void publishesNothingThatWasCancelled() {
            RoundState cancelled =
                    after(open(0), offered(A), offered(B), tick(120, ALL), new Cancel("stop"));

            assertThat(Rounds.apply(cancelled, new Aggregated(BASE)).state()).isEqualTo(cancelled);
        }
    }

    @Nested
    class Refusing {
        private static Refusal refusal(RoundState state, UpdateOffer offer) {
            Transition transition =
                    Rounds.apply(state, new Offered(offer, new Inspection.Sound(1)));
            assertThat(transition.state().accepted()).isEqualTo(state.accepted());
            return ((RoundOutcome.UpdateRefused) transition.outcome()).reason();
        }

        @Test
        void refusesAnotherRound() {
            RoundId other = new RoundId("job-1", 2);
            UpdateOffer offer =
                    new UpdateOffer(new TaskId(other, A, 1), new ContentName("x"), BASE, 10);

            assertThat(refusal(open(0), offer)).isEqualTo(new Refusal.WrongRound(other, ROUND));
        }

        @Test
        void refusesASiteThatWasNotAsked() {
            assertThat(refusal(open(0), offer(new SiteName("d"))))
                    .isEqualTo(new Refusal.UnknownSite());
        }

        @Test
        void refusesAnotherBase() {
            UpdateOffer offer =
                    new UpdateOffer(
                            new TaskId(ROUND, A, 1), new ContentName("x"), new ContentName("y"), 1);

            assertThat(refusal(open(0), offer)).isEqualTo(new Refusal.WrongBase());
        }

        @Test
        void refusesUpdatesWithoutExamples() {
            UpdateOffer offer =
                    new UpdateOffer(new TaskId(ROUND, A, 1), new ContentName("x"), BASE, 0);

            assertThat(refusal(open(0), offer)).isEqualTo(new Refusal.NoExamples(0));
        }

        @Test
        void refusesASecondUpdateOfASiteAndACopyOfAnother() {
            RoundState state = after(open(0), offered(A));
            ContentName copy = offer(A).update();

            assertThat(
                            refusal(
                                    state,
                                    new UpdateOffer(
                                            new TaskId(ROUND, A, 2),
                                            new ContentName("other"),
                                            BASE,
                                            9)))
                    .isInstanceOf(Refusal.Replayed.class);
            assertThat(refusal(state, new UpdateOffer(new TaskId(ROUND, B, 1), copy, BASE, 9)))
                    .isInstanceOf(Refusal.Replayed.class);
        }

        @Test
        void refusesTheBaseItself() {
            UpdateOffer offer = new UpdateOffer(new TaskId(ROUND, A, 1), BASE, BASE, 5);

            assertThat(refusal(open(0), offer)).isInstanceOf(Refusal.Replayed.class);
        }

        @Test
        void refusesWhatComesAfterTheClose() {
            RoundState closing = after(open(0), offered(A), offered(B), tick(120, ALL));

            assertThat(refusal(closing, offer(C))).isInstanceOf(Refusal.Late.class);
        }

        @Test
        void letsARefusedSiteTryAgain() {
            Refusal reason = new Refusal.NotFinite("fc.weight");
            RoundState state =
                    after(open(0), new Offered(offer(A), new Inspection.Unsound(reason)));

            assertThat(((RoundState.Open) state).failures())
                    .containsExactly(new SiteFailure(A, reason.reason()));
            RoundState again = after(state, offered(A));
            assertThat(again.accepted()).hasSize(1);
            assertThat(((RoundState.Open) again).failures()).isEmpty();
        }
    }

    @Test
    void anEventToldTwiceGetsTheSameAnswerAndChangesNothing() {
        RoundState once = after(open(0), offered(A));

        Transition twice = Rounds.apply(once, offered(A));
        assertThat(twice.state()).isEqualTo(once);
        assertThat(twice.outcome()).isEqualTo(Rounds.apply(open(0), offered(A)).outcome());
        RoundState published =
                after(once, offered(B), tick(120, ALL), new Aggregated(new ContentName("r")));
        assertThat(Rounds.apply(published, offered(A)).outcome()).isEqualTo(twice.outcome());
    }

    @Test
    void theOrderOfArrivalDoesNotChangeTheAcceptedSet() {
        RoundState expected = after(open(0), offered(A), offered(B), offered(C), tick(9, ALL));
        for (int seed = 0; seed < 20; seed++) {
            List<SiteName> order = new ArrayList<>(ALL);
            Collections.shuffle(order, new Random(seed));
            RoundState state = open(0);
            for (SiteName site : order) {
                state = after(state, offered(site));
            }
            assertThat(after(state, tick(9, ALL))).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void everyStateSurvivesStorage() {
        RoundState open = after(open(1), offered(A), new GaveUp(C, "no data"));
        RoundState closing = after(open, offered(B), tick(1, ALL));
        List<RoundState> states =
                List.of(
                        open,
                        closing,
                        after(closing, new Aggregated(new ContentName("r"))),
                        after(open, new Cancel("stop")),
                        after(open(0), tick(999, ALL)));

        assertThat(states).hasOnlyElementsOfType(RoundState.class);
        assertThat(states).extracting(Object::getClass).doesNotHaveDuplicates();
        for (RoundState state : states) {
            assertThat(RoundStates.parse(RoundStates.toJson(state))).isEqualTo(state);
        }
    }

    @Test
    void aQuorumAboveTheNumberOfSitesIsRefused() {
        QuorumRule rule = new QuorumRule(3, Duration.ofSeconds(1), 0);

        assertThatThrownBy(() -> RoundPlan.from(ROUND, List.of(A, B), BASE, rule))
                .hasMessageContaining("a quorum of 3 cannot come from 2 sites");
    }
}
