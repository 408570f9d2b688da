package io.meridian.hub.federation;

import io.meridian.artifact.Digest;
import io.meridian.artifact.store.LocalStore;
import io.meridian.artifact.store.RootName;
import io.meridian.hub.site.ObservedState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Lets go of what need not be kept: the payload of an update when its job's retention is over (its
 * manifest stays, as the rounds' evidence), and blobs that nothing holds. Confined to the engine.
 */
@Component
public class Retention implements Engine.Steps {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration GRACE = Duration.ofDays(2);

    private static final Duration OLD_NEWS = Duration.ofDays(30);
    private static final int PAGE = 200;

    private final Troubles troubles = new Troubles(LOG);
    private final JobStore jobs;
    private final ObservedState observed;
    private final LocalStore store;
    private final Clock clock;
    private Instant next;

    Retention(JobStore jobs, ObservedState observed, LocalStore store, Clock clock) {
        this.jobs = jobs;
        this.observed = observed;
        this.store = store;
        this.clock = clock;
        this.next = clock.instant().plus(EVERY);
    }

    @Override
    public void step() {
        var now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(EVERY);
        release(now);
        observed.forget(now.minus(OLD_NEWS));
        var collected = store.collect(GRACE);
        LOG.info("collected blobs={} bytes={}", collected.blobs(), collected.bytes());
    }

    /** Takes away the roots of updates whose retention is over at this time. */
    public void release(Instant now) {
        var page = jobs.endedAfter("", PAGE);
        while (!page.isEmpty()) {
            for (var id : page) {
                try {
                    jobs.job(id).ifPresent(job -> release(job, now));
                    troubles.over(id);
                } catch (RuntimeException e) {
                    troubles.note(id, e);
                }
            }
            page = jobs.endedAfter(page.getLast(), PAGE);
        }
    }

    private void release(JobRow job, Instant now) {
        var rounds = jobs.rounds(job.id());
        var ended =
                rounds.stream()
                        .map(RoundRow::closed)
                        .filter(Objects::nonNull)
                        .map(Instant::ofEpochMilli)
                        .max(Instant::compareTo)
                        .orElse(job.created());
        if (now.isBefore(ended.plus(Duration.ofDays(job.job().retentionDays())))) {
            return;
        }
        for (var round : rounds) {
            for (var offer : jobs.offers(job.id(), round.round())) {
                store.unroot(
                        RootName.untagged(offer.site() + "/update", new Digest(offer.manifest())));
            }
        }
    }
}
