package io.meridian.cli.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Samples the resident memory of the hub and of one edge's processes until it is closed. */
final class MemoryWatch implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(500);

    final AtomicLong hub = new AtomicLong();
    final AtomicLong edgeWhileTraining = new AtomicLong();
    final AtomicLong edgeOtherwise = new AtomicLong();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;

    MemoryWatch(Path hubHome, List<Path> edgeHomes) {
        thread =
                Thread.ofVirtual()
                        .start(() -> {
                            do {
                                sample(hubHome, edgeHomes);
                            } while (!isOver());
                        });
    }

    private void sample(Path hubHome, List<Path> edgeHomes) {
        Processes.withHome(Processes.HUB, hubHome)
                .ifPresent(process -> raise(hub, Processes.residentMegabytes(process)));
        for (var home : edgeHomes) {
            var processes = Processes.ofEdge(home);
            var sum = processes.stream().mapToLong(Processes::residentMegabytes).sum();
            var training =
                    processes.stream()
                            .anyMatch(process ->
                                    Processes.arguments(process).contains(Processes.WORKER));
            raise(training ? edgeWhileTraining : edgeOtherwise, sum);
        }
    }

    private static void raise(AtomicLong maximum, long value) {
        maximum.accumulateAndGet(value, Math::max);
    }

    private boolean isOver() {
        try {
            return over.await(EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            return true;
        }
    }

    @Override
    public void close() {
        over.countDown();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
