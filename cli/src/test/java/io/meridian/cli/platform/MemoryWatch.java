package io.meridian.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Samples the resident memory of the hub and of one edge's processes until it is closed. */
final class MemoryWatch implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(500);

    private static final long HUB_MEGABYTES = 700;
    private static final long EDGE_MEGABYTES = 900;
    private static final long TRAINING_EDGE_MEGABYTES = 2048;

    private final AtomicLong hub = new AtomicLong();
    private final AtomicLong edgeWhileTraining = new AtomicLong();
    private final AtomicLong edgeOtherwise = new AtomicLong();
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

    /** What a township hospital's small computer must be enough for. */
    void assertWithinBounds() {
        System.out.printf(
                "resident at most: hub %d MiB, an edge %d MiB, while it trains %d MiB%n",
                hub.get(), edgeOtherwise.get(), edgeWhileTraining.get());
        assertThat(hub.get()).as("hub, MiB").isBetween(1L, HUB_MEGABYTES);
        assertThat(edgeOtherwise.get()).as("an edge, MiB").isBetween(1L, EDGE_MEGABYTES);
        assertThat(edgeWhileTraining.get())
                .as("an edge while it trains, MiB")
                .isBetween(1L, TRAINING_EDGE_MEGABYTES);
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
