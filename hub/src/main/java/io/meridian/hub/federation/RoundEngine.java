package io.meridian.hub.federation;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.Digest;
import io.meridian.artifact.Parent;
import io.meridian.artifact.Reference;
import io.meridian.federation.ContentName;
import io.meridian.federation.RoundId;
import io.meridian.federation.SiteName;
import io.meridian.federation.round.RoundEvent;
import io.meridian.federation.round.RoundOutcome;
import io.meridian.federation.round.RoundPlan;
import io.meridian.federation.round.RoundState;
import io.meridian.federation.round.Rounds;
import io.meridian.federation.round.UpdateOffer;
import io.meridian.federation.strategy.Combination;
import io.meridian.federation.update.Inspection;
import io.meridian.hub.federation.JobStore.Offer;
import io.meridian.hub.governance.DatasetRegister;
import io.meridian.hub.record.HubRecords;
import io.meridian.hub.site.ObservedState;
import io.meridian.hub.site.ObservedState.Status;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Moves the rounds of running jobs along, by the federation module's rules. Every step is committed
 * before the next begins and may be repeated, so that a hub killed at any instant goes on with the
 * same round. Confined to the engine's thread.
 */
@Component
class RoundEngine {
    private static final Logger LOG = LoggerFactory.getLogger(RoundEngine.class);

    private final Troubles troubles = new Troubles(LOG);
    private final JobStore jobs;
    private final TrainItems items;
    private final ObservedState observed;
    private final DatasetRegister datasets;
    private final OfferedUpdates updates;
    private final HubRecords records;
    private final Aggregation aggregation;
    private final Packaging packaging;
    private final Clock clock;

    RoundEngine(
            JobStore jobs,
            TrainItems items,
            ObservedState observed,
            DatasetRegister datasets,
            OfferedUpdates updates,
            HubRecords records,
            Aggregation aggregation,
            Packaging packaging,
            Clock clock) {
        this.jobs = jobs;
        this.items = items;
        this.observed = observed;
        this.datasets = datasets;
        this.updates = updates;
        this.records = records;
        this.aggregation = aggregation;
        this.packaging = packaging;
        this.clock = clock;
    }

    /** Looks at every running job once. */
    void step() {
        for (var job : jobs.running()) {
            try {
                step(job);
                troubles.over(job.id());
            } catch (ArtifactException | IllegalArgumentException e) {
                LOG.error("job failed job={}", job.id(), e);
                jobs.end(job.id(), "failed", String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                troubles.note(job.id(), e); // the disk may be full; the other jobs go on
            }
        }
    }

    private void step(JobRow job) {
        var last = jobs.lastRound(job.id());
        if (last.isEmpty()) {
            open(job, 1, new ContentName(job.weights().value()), job.manifest());
            return;
        }
        switch (last.get().state()) {
            case RoundState.Open open -> collect(job, open);
            case RoundState.Closing closing -> publish(job, closing);
            case RoundState.Published _ -> next(job, last.get());
            case RoundState.QuorumMissed _ -> {
                items.withdraw(last.get().state());
                jobs.end(job.id(), "failed", "a round missed its quorum");
            }
            case RoundState.Cancelled(var _, var _, var reason) -> {
                items.withdraw(last.get().state());
                jobs.end(job.id(), "cancelled", reason);
            }
        }
    }

    /** Cancels a job at once, whatever its round does. */
    void cancel(String id, String reason) {
        jobs.lastRound(id)
                .ifPresent(last -> {
                    var after = Rounds.apply(last.state(), new RoundEvent.Cancel(reason)).state();
                    jobs.save(id, last.round(), after);
                    items.withdraw(after);
                });
        jobs.end(id, "cancelled", reason);
    }

    private void open(JobRow job, int number, ContentName base, Digest parent) {
        var available =
                datasets.sitesWith(job.job().dataset()).stream()
                        .filter(observed.live()::contains)
                        .map(SiteName::new)
                        .toList();
        var chosen = job.job().sites().choose(available);
        if (chosen.size() < job.job().quorumRule().quorum()) {
            return; // they may come; until then the job waits
        }
        var plan =
                RoundPlan.from(new RoundId(job.id(), number), chosen, base, job.job().quorumRule());
        var state = Rounds.open(plan, clock.instant());
        if (number == 1) {
            chosen.forEach(site -> items.forgetVerdictsBut(job.id(), site));
        }
        jobs.open(job.id(), number, state);
        items.ask(job, state, parent.value());
        LOG.info("round opened job={} round={} sites={}", job.id(), number, chosen.size());
    }

    private void collect(JobRow job, RoundState.Open open) {
        items.ask(job, open, parentOf(job, open.plan().id().round()).value());
        RoundState state = open;
        for (var chosen : open.plan().sites()) {
            var task = TrainItems.task(open, chosen.site());
            var status = observed.status(chosen.site().value(), task.toString());
            if (status.isPresent()) {
                state = hear(job, state, chosen.site(), status.get());
            }
        }
        var live = observed.live().stream().map(SiteName::new).collect(Collectors.toSet());
        var ticked = Rounds.apply(state, new RoundEvent.Tick(clock.instant(), live));
        if (!ticked.state().equals(open)) {
            jobs.save(job.id(), open.plan().id().round(), ticked.state());
        }
        if (ticked.outcome() instanceof RoundOutcome.Closed(var updates)) {
            LOG.info(
                    "round closed job={} round={} updates={}",
                    job.id(),
                    open.plan().id().round(),
                    updates);
        }
    }

    private RoundState hear(JobRow job, RoundState state, SiteName site, Status status) {
        return switch (status.phase()) {
            case "done" -> offered(job, state, site, status);
            case "refused", "failed" -> {
                var after =
                        Rounds.apply(state, new RoundEvent.GaveUp(site, status.reason())).state();
                if (!after.equals(state)) {
                    jobs.save(job.id(), state.plan().id().round(), after);
                }
                yield after;
            }
            default -> state;
        };
    }

    private RoundState offered(JobRow job, RoundState state, SiteName site, Status status) {
        var manifest = status.document().path("update").asString("");
        var round = state.plan().id().round();
        var task = TrainItems.task(state, site);
        var known =
                jobs.offers(job.id(), round).stream()
                        .filter(offer ->
                                offer.site().equals(site.value())
                                        && offer.manifest().equals(manifest))
                        .findFirst();
        if (known.isPresent()) {
            // Said again, in case the hub stopped between the row and the verdict.
            var reason = known.get().reason();
            items.verdict(task, known.get().accepted(), reason == null ? "" : reason);
            return state;
        }
        if (!Digest.isDigest(manifest)) {
            return state;
        }
        var metrics = status.document().path("metrics").toString();
        var asked = new OfferedUpdates.Asked(task, parentOf(job, round), job.job().dataset());
        var statement = updates.read(asked, new Digest(manifest));
        var weights = statement.weights() == null ? null : statement.weights().value();
        var base = state.plan().base(site).orElseThrow();
        var update = new ContentName(weights == null ? manifest : weights);
        // A record that is refused for itself is not refused for the number that it could not give.
        var examples =
                statement.refusal() == null
                        ? statement.examples()
                        : Math.max(1, statement.examples());
        var offer = new UpdateOffer(task, update, base, examples);
        var judged =
                statement.refusal() != null
                        ? new Inspection.Unsound(statement.refusal())
                        : Rounds.refusal(state, offer)
                                .<Inspection>map(Inspection.Unsound::new)
                                .orElseGet(() ->
                                        aggregation.inspect(
                                                new Digest(base.value()),
                                                new Digest(offer.update().value()),
                                                job.job().maximumUpdateNorm()));
        var transition = Rounds.apply(state, new RoundEvent.Offered(offer, judged));
        var accepted = transition.outcome() instanceof RoundOutcome.UpdateAccepted;
        var reason =
                transition.outcome() instanceof RoundOutcome.UpdateRefused(var _, var why)
                        ? why.reason()
                        : null;
        jobs.offered(
                job.id(),
                round,
                transition.state(),
                new Offer(
                        site.value(),
                        manifest,
                        weights,
                        accepted,
                        reason,
                        statement.examples(),
                        metrics));
        items.verdict(task, accepted, reason == null ? "" : reason);
        LOG.info(
                "update {} job={} round={} site={}",
                accepted ? "accepted" : "refused",
                job.id(),
                round,
                site);
        return transition.state();
    }

    private void publish(JobRow job, RoundState.Closing closing) {
        var round = closing.plan().id();
        var combination = job.job().strategy().combine(closing.accepted());
        var builder =
                records.begin("round")
                        .field("job", job.id())
                        .field("round", round.round())
                        .field("strategy", job.job().strategy().name())
                        .field("accepted", JsonMapper.shared().valueToTree(accepted(job, closing)))
                        .parent(
                                Parent.holding(
                                        round.round() == 1 ? "job" : "previous",
                                        Reference.to(parentOf(job, round.round()))));
        for (var offer : counted(job, closing)) {
            builder.parent(
                    Parent.evidential("update", Reference.to(new Digest(offer.manifest())))
                            .at(offer.site()));
        }
        Digest weights = null;
        switch (combination) {
            case Combination.WeightedMean(var terms) -> {
                var mean = aggregation.mean(round.toString(), terms);
                weights = mean.digest();
                builder.layer(mean);
            }
            case Combination.KeepApart() -> LOG.debug("updates kept apart round={}", round);
        }
        var record = records.finish(builder, "round", job.id() + "-" + round.round());
        var after =
                Rounds.apply(
                                closing,
                                new RoundEvent.Aggregated(new ContentName(record.digest().value())))
                        .state();
        jobs.publish(job.id(), round.round(), after, record.digest(), weights);
        items.withdraw(after);
        LOG.info("round published job={} round={}", job.id(), round.round());
    }

    private void next(JobRow job, RoundRow published) {
        items.withdraw(published.state());
        jobs.round(job.id(), published.round() - 1)
                .ifPresent(row -> items.withdrawVerdicts(row.state()));
        var finished = published.round() >= job.job().rounds() || published.weights() == null;
        if (finished) {
            packaging.make(job, published, jobs.offers(job.id(), published.round()));
            jobs.end(job.id(), "finished", null);
            return;
        }
        var manifest = new Digest(java.util.Objects.requireNonNull(published.manifest()));
        open(
                job,
                published.round() + 1,
                new ContentName(java.util.Objects.requireNonNull(published.weights())),
                manifest);
    }

    private Digest parentOf(JobRow job, int round) {
        return jobs.round(job.id(), round - 1)
                .map(RoundRow::manifest)
                .map(Digest::new)
                .orElse(job.manifest());
    }

    private List<Offer> counted(JobRow job, RoundState.Closing closing) {
        return jobs.offers(job.id(), closing.plan().id().round()).stream()
                .filter(Offer::accepted)
                .toList();
    }

    private record Accepted(String site, String update, long examples) {}

    private List<Accepted> accepted(JobRow job, RoundState.Closing closing) {
        return counted(job, closing).stream()
                .map(offer -> new Accepted(offer.site(), offer.manifest(), offer.examples()))
                .toList();
    }
}
