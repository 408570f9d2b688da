package io.meridian.dicom.network;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Closes what hangs: a write to a peer that reads nothing has no time-out of its own. One thread
 * looks at all of them every {@value #TICK_MILLIS} ms, so that to arm and to disarm wakes nobody.
 */
final class Watch {
    private static final long TICK_MILLIS = 100;
    private static final Set<Entry> ARMED = ConcurrentHashMap.newKeySet();

    static {
        var timer =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("dicom-watch").factory());
        var _ =
                timer.scheduleWithFixedDelay(
                        Watch::look, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private Watch() {}

    /** An armed watch; closing it disarms it. */
    interface Armed extends AutoCloseable {
        @Override
        void close();
    }

    private static final class Entry implements Armed {
        private final Closeable resource;
        private final long end;

        Entry(Closeable resource, long end) {
            this.resource = resource;
            this.end = end;
        }

        @Override
        public void close() {
            ARMED.remove(this);
        }
    }

    static Armed closeAfter(Closeable resource, Duration delay) {
        var entry = new Entry(resource, System.nanoTime() + delay.toNanos());
        ARMED.add(entry);
        return entry;
    }

    private static void look() {
        var now = System.nanoTime();
        ARMED.removeIf(entry -> {
            var over = now - entry.end >= 0;
            if (over) {
                Thread.startVirtualThread(() -> hangUp(entry.resource));
            }
            return over;
        });
    }

    private static void hangUp(Closeable resource) {
        try {
            resource.close();
        } catch (IOException _) {
            return; // whoever uses it sees it broken either way
        }
    }
}
