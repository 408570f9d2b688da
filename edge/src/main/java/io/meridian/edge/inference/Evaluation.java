package io.meridian.edge.inference;

import io.meridian.application.process.Fault;
import io.meridian.edge.work.Worker;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes studies from complete to published, one after another. Everything that it knows is in the
 * database, so that it goes on after a crash where it was.
 */
@Component
public final class Evaluation implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Evaluation.class);
    private static final Backoff AWAY = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(10));
    private static final Backoff BROKEN =
            new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(10));
    private static final int BATCH = 16;

    private final Intents intents;
    private final Results results;
    private final Scoring scoring;
    private final Publication publication;
    private final Clock clock;
    private final Worker worker = new Worker("evaluation", Duration.ofMillis(200), this::step);

    Evaluation(
            Intents intents,
            Results results,
            Scoring scoring,
            Publication publication,
            Clock clock) {
        this.intents = intents;
        this.results = results;
        this.scoring = scoring;
        this.publication = publication;
        this.clock = clock;
    }

    /** One round; true if anything was done. */
    boolean step() {
        var done = intents.complete() + intents.begin();
        for (var result : results.pending(clock.instant(), BATCH)) {
            answer(result);
            done++;
        }
        for (var result : results.unpublished(clock.instant(), BATCH)) {
            publish(result);
            done++;
        }
        return done > 0;
    }

    private void answer(Result result) {
        if (!intents.known()) {
            postpone(result, AWAY);
            return;
        }
        var active = intents.active();
        if (active.isEmpty()) {
            results.unanswered(result, Result.State.NOT_EVALUATED, intents.reason(), false);
            return;
        }
        var release = active.get();
        if (!release.release().value().equals(result.release())) {
            results.unanswered(
                    result,
                    Result.State.NOT_EVALUATED,
                    "another release took over before this one had answered",
                    true);
            return;
        }
        try {
            switch (scoring.score(result, release)) {
                case Scoring.Answer.Scored(var instance, var score) ->
                        scored(result, instance, score);
                case Scoring.Answer.Unreadable(var reason) ->
                        results.unanswered(result, Result.State.NOT_EVALUATED, reason, false);
                case Scoring.Answer.Refused(var reason) ->
                        results.unanswered(result, Result.State.FAILED, reason, false);
                case Scoring.Answer.Later() -> postpone(result, AWAY);
            }
        } catch (RuntimeException e) {
            LOG.error("evaluation failed result={} fault={}", result.id(), Fault.of(e));
            postpone(result, BROKEN);
        }
    }

    /** Threshold and labels are those of the intent. */
    private void scored(Result result, String instance, double score) {
        var labels = result.facts().labels();
        var threshold = labels == null ? null : labels.threshold();
        if (labels == null || threshold == null) {
            results.unanswered(
                    result, Result.State.FAILED, "the release states no threshold", false);
            return;
        }
        results.evaluated(result, instance, score, labels.positive().name(), threshold);
    }

    private void publish(Result result) {
        try {
            publication.publish(result);
        } catch (RuntimeException e) {
            LOG.error("publication failed result={} fault={}", result.id(), Fault.of(e));
            postpone(result, BROKEN);
        }
    }

    private void postpone(Result result, Backoff backoff) {
        results.postpone(result, clock.instant().plus(backoff.after(result.attempts())));
    }

    @Override
    public void start() {
        worker.start();
    }

    @Override
    public void stop() {
        worker.stop();
    }

    @Override
    public boolean isRunning() {
        return worker.isRunning();
    }
}
