package io.meridian.dicom.network;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Closes what hangs: a write to a peer that reads nothing has no time-out of its own. */
final class Watch {
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private Watch() {}

    /** An armed watch; closing it disarms it. */
    interface Armed extends AutoCloseable {
        @Override
        void close();
    }

    static Armed closeAfter(Closeable resource, Duration delay) {
        Future<?> task =
                TIMER.schedule(
                        () -> Thread.startVirtualThread(() -> hangUp(resource)),
                        delay.toNanos(),
                        TimeUnit.NANOSECONDS);
        return () -> task.cancel(false);
    }

    private static void hangUp(Closeable resource) {
        try {
            resource.close();
        } catch (IOException _) {
            return; // whoever uses it sees it broken either way
        }
    }

    private static ScheduledThreadPoolExecutor timer() {
        var timer =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("dicom-watch").factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }
}
