package io.meridian.network.link;

import io.meridian.network.link.v1.Desired;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where desired states arrive at an edge, one at a time whatever connection they came by; what
 * comes late from a connection that is over is dropped. Thread-safe.
 */
final class Reception {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private final String site;
    private final EdgeDesk desk;
    private long session;
    private boolean online;
    private boolean good;
    private long goodUntilNanos;
    private DesiredGuard.Verdict last = DesiredGuard.Verdict.APPLY;

    Reception(String site, EdgeDesk desk) {
        this.site = site;
        this.desk = desk;
    }

    /** A connection begins; what the ones before still deliver counts no longer. */
    synchronized long open() {
        return ++session;
    }

    /** Takes what the hub said; {@code receivedNanos} by this process' monotonic clock. */
    synchronized void received(long of, Desired desired, long receivedNanos) {
        if (of != session) {
            return;
        }
        if (!online) {
            online = true;
            desk.connected(true);
        }
        var broken = Limits.brokenBy(desired);
        if (broken.isPresent()) {
            LOG.warn("desired state refused reason={}", broken.get());
            return;
        }
        var age = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - receivedNanos);
        var verdict = DesiredGuard.judge(site, desk.applied(), desired, age);
        switch (verdict) {
            case APPLY, KNOWN -> {
                desk.apply(desired);
                good = true;
                goodUntilNanos =
                        receivedNanos + TimeUnit.MILLISECONDS.toNanos(desired.getValidForMillis());
            }
            case GOES_BACK, FOREIGN, EXPIRED -> {
                if (verdict != last) {
                    LOG.warn(
                            "desired state refused reason={} generation={}",
                            verdict,
                            desired.getGeneration());
                }
            }
        }
        last = verdict;
    }

    /** Tells the desk, once, when what it applied is no longer good. */
    synchronized void lapseIfDue() {
        if (good && System.nanoTime() - goodUntilNanos > 0) {
            good = false;
            LOG.warn("desired state lapsed, the hub was away too long site={}", site);
            desk.lapsed();
        }
    }

    /** The connection is over; true if it ever carried anything. */
    synchronized boolean close(long of) {
        if (of != session) {
            return false;
        }
        session++;
        var worked = online;
        if (online) {
            online = false;
            desk.connected(false);
        }
        return worked;
    }
}
