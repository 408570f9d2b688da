package io.meridian.edge.work;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What work on images may take of this process' heap, shared by reception, research zone and
 * evaluation. Whoever needs more than is left waits, holding nothing; so nobody waits for ever.
 * Thread-safe.
 */
public final class Memory {
    private static final int UNIT_BYTES = 1 << 10;

    /** The rest is the edge's own. */
    private static final double SHARE = 0.7;

    private final int units;
    private final Semaphore free;

    /**
     * A memory of its own.
     *
     * @param bytes that work may take altogether
     */
    public Memory(long bytes) {
        units = Math.toIntExact(bytes / UNIT_BYTES);
        free = new Semaphore(units, true);
    }

    /** Of this process, by the limit of its heap. */
    public static Memory ofThisProcess() {
        return new Memory((long) (Runtime.getRuntime().maxMemory() * SHARE));
    }

    /** Work that may fail in its own way. */
    public interface Work<T, E extends Exception> {
        T run() throws E;
    }

    /** Whether so much can be had at all. */
    public boolean fits(long bytes) {
        return bytes / UNIT_BYTES < units;
    }

    /** Does work that takes so many bytes; empty if there was no room in time, or never is. */
    public <T, E extends Exception> Optional<T> within(
            long bytes, Duration patience, Work<T, E> work) throws E {
        if (!fits(bytes)) {
            return Optional.empty();
        }
        var needed = Math.toIntExact(bytes / UNIT_BYTES + 1);
        try {
            if (!free.tryAcquire(needed, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return Optional.of(work.run());
        } finally {
            free.release(needed);
        }
    }
}
