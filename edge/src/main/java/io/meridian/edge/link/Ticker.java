package io.meridian.edge.link;

import io.meridian.application.process.Fault;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one thing again and again on a thread of its own: at each wake, and at least every period.
 */
final class Ticker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
    private static final long CLOSING_MILLIS = 8_000;

    private final String name;
    private final Duration period;
    private final Runnable step;
    private final Semaphore wakes = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    private Ticker(String name, Duration period, Runnable step) {
        this.name = name;
        this.period = period;
        this.step = step;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    static Ticker start(String name, Duration period, Runnable step) {
        var ticker = new Ticker(name, period, step);
        ticker.thread.start();
        return ticker;
    }

    void wake() {
        if (wakes.availablePermits() == 0) {
            wakes.release();
        }
    }

    private void run() {
        while (!closed) {
            try {
                step.run();
            } catch (RuntimeException e) {
                if (!closed) {
                    LOG.warn(
                            "step failed; it will be tried again name={} fault={}",
                            name,
                            Fault.of(e));
                }
            }
            try {
                var woken = wakes.tryAcquire(period.toMillis(), TimeUnit.MILLISECONDS);
                if (woken) {
                    wakes.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            if (!thread.join(Duration.ofMillis(CLOSING_MILLIS))) {
                LOG.warn("a step did not end in time name={}", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
