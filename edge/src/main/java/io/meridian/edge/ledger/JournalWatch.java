package io.meridian.edge.ledger;

import io.meridian.edge.work.Worker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when a write to the journal failed: without its journal an edge keeps no review
 * and shows no image, and only opening the journal anew repairs it. The supervisor starts the
 * process again.
 */
public final class JournalWatch {
    private static final Logger LOG = LoggerFactory.getLogger(JournalWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private JournalWatch() {}

    /**
     * Watches until it has ended the process.
     *
     * @param broken whether a write failed
     * @param end ends the process, with an exit code after which it is started again
     */
    public static void start(BooleanSupplier broken, Runnable end) {
        var ended = new AtomicBoolean();
        new Worker("journal-watch", PERIOD, () -> look(broken, ended, end)).start();
    }

    private static boolean look(BooleanSupplier broken, AtomicBoolean ended, Runnable end) {
        if (broken.getAsBoolean() && ended.compareAndSet(false, true)) {
            LOG.error("a write to the journal failed; the edge ends and is started again");
            end.run();
        }
        return false;
    }
}
