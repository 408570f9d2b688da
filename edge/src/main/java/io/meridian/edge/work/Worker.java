package io.meridian.edge.work;

import io.meridian.application.process.Fault;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that repeats a step: at once while there is more to do, else after a pause or when
 * woken. A step that fails is tried again after the pause. Thread-safe.
 */
public final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final long END_MILLIS = 10_000;

    private final String name;
    private final Duration pause;
    private final BooleanSupplier step;
    private final Semaphore bell = new Semaphore(0);
    private @Nullable Thread thread;
    private volatile boolean running;

    /**
     * A worker that does not run yet.
     *
     * @param step does a bounded piece of work; true if there may be more of it
     */
    public Worker(String name, Duration pause, BooleanSupplier step) {
        this.name = name;
        this.pause = pause;
        this.step = step;
    }

    public synchronized void start() {
        if (!running) {
            running = true;
            thread = Thread.ofPlatform().daemon().name(name).start(this::run);
        }
    }

    /** There is something to do. */
    public void wake() {
        bell.release();
    }

    /** Ends after the step under way. */
    public synchronized void stop() {
        running = false;
        bell.release();
        var mine = thread;
        if (mine != null) {
            try {
                mine.join(END_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            thread = null;
        }
    }

    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            if (!attempt()) {
                await();
            }
        }
    }

    private boolean attempt() {
        try {
            return step.getAsBoolean();
        } catch (RuntimeException e) {
            LOG.error("step failed worker={} fault={}", name, Fault.of(e));
            return false;
        }
    }

    private void await() {
        try {
            if (bell.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                bell.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
