package io.meridian.edge.research;

import io.meridian.application.process.Fault;
import io.meridian.edge.research.PendingInstances.Hold;
import io.meridian.edge.research.PendingInstances.Instance;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off what waits for the research zone, oldest first, beside everything else and never in its
 * way. Thread-safe.
 */
final class ResearchWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ResearchWorker.class);
    private static final int BATCH = 64;
    private static final long BATCH_BYTES = 16L << 20;
    private static final int TRIES = 3;
    private static final long POLL_MILLIS = 500;
    private static final long PAUSE_MILLIS = 2_000;

    private final PendingInstances pending;
    private final ResearchBatch batch;
    private final CountsNotice counts;
    private final ExecutorService pixels;
    private final Semaphore alarm = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    /**
     * A worker that is not started yet.
     *
     * @param threads for pixels, 1 or 2
     */
    ResearchWorker(
            PendingInstances pending, ResearchBatch batch, CountsNotice counts, int threads) {
        this.pending = pending;
        this.batch = batch;
        this.counts = counts;
        pixels =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().daemon().name("research-", 0).factory());
        thread = Thread.ofPlatform().daemon().name("research").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Says that something waits; without it the worker looks twice a second. */
    void wake() {
        alarm.release();
    }

    /** Works until nothing waits that can be worked on now; returns how many were settled. */
    int workOff() {
        var done = 0;
        while (!closed) {
            var next = pending.oldest(BATCH, BATCH_BYTES);
            if (next.isEmpty()) {
                return done;
            }
            if (next.getFirst().tries() >= TRIES) {
                giveUpOn(next);
                done += next.size();
                continue;
            }
            var settled = run(next);
            done += settled.accepted() + settled.held();
            LOG.info(
                    "research batch accepted={} held={} failed={}",
                    settled.accepted(),
                    settled.held(),
                    settled.failed().size());
            if (!settled.failed().isEmpty()) {
                return done;
            }
        }
        return done;
    }

    /** What fails again and again must not keep the others waiting for ever. */
    private void giveUpOn(List<Instance> failed) {
        var holds =
                failed.stream()
                        .map(each ->
                                new Hold(
                                        each,
                                        "not-processable",
                                        "processing failed %d times; the edge's log says why"
                                                .formatted(each.tries()),
                                        ""))
                        .toList();
        pending.settle(List.of(), holds);
    }

    private ResearchBatch.Settled run(List<Instance> next) {
        pending.begin(next);
        try {
            return batch.run(next, pixels);
        } catch (RuntimeException e) {
            pending.takeBack(next); // the disk or the journal, not an instance
            throw e;
        }
    }

    private void run() {
        while (!closed) {
            var pause = POLL_MILLIS;
            try {
                workOff();
                counts.tellIfChanged();
            } catch (RuntimeException e) {
                if (!closed) {
                    LOG.error("research zone failed; it tries again fault={}", Fault.of(e));
                }
                pause = PAUSE_MILLIS;
            }
            await(pause);
        }
    }

    private void await(long millis) {
        try {
            if (alarm.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                alarm.drainPermits();
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        alarm.release();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pixels.shutdownNow();
    }
}
