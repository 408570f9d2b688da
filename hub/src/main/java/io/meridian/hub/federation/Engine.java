package io.meridian.hub.federation;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The one thread that moves jobs, rounds and validations; everything else asks it. */
@Component
public class Engine implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final long STEP_MILLIS = 400;

    private final RoundEngine rounds;
    private final java.util.List<Steps> others;
    private final Troubles troubles = new Troubles(LOG);
    private @Nullable ScheduledExecutorService thread;

    /** More work that is moved along by the same thread. */
    public interface Steps {
        void step();
    }

    Engine(RoundEngine rounds, java.util.List<Steps> others) {
        this.rounds = rounds;
        this.others = java.util.List.copyOf(others);
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            thread =
                    Executors.newSingleThreadScheduledExecutor(
                            Thread.ofPlatform().name("engine").factory());
            var _ =
                    thread.scheduleWithFixedDelay(
                            this::step, STEP_MILLIS, STEP_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void stop() {
        if (thread != null) {
            thread.shutdown();
            try {
                thread.awaitTermination(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    /** Runs work on the engine's thread and waits for it. */
    public <T> T call(Supplier<T> work) {
        ScheduledExecutorService current;
        synchronized (this) {
            current = thread;
        }
        if (current == null) {
            throw new IllegalStateException("the hub is stopping");
        }
        try {
            return current.submit(work::get).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (java.util.concurrent.ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        }
    }

    /** Each part is tried whatever became of the one before. */
    private void step() {
        attempt(rounds.getClass().getSimpleName(), rounds::step);
        others.forEach(part -> attempt(part.getClass().getSimpleName(), part));
    }

    private void attempt(String part, Steps work) {
        try {
            work.step();
            troubles.over(part);
        } catch (RuntimeException | Error e) {
            // An error too must not end the thread silently: no round would ever move again.
            troubles.note(part, e);
        }
    }
}
