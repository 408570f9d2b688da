package io.meridian.edge.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class MemoryTests {
    private static final Duration MOMENT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Memory memory = new Memory(100 << 10);

    @Test
    void refusesWhatNeverFitsAndWaitsForWhatDoesNotFitNow() {
        assertThat(memory.within(200 << 10, LONG, () -> "done")).isEmpty();
        var ends = new CountDownLatch(1);
        var began = new CountDownLatch(1);
        var first =
                CompletableFuture.supplyAsync(() ->
                        memory.within(
                                60 << 10,
                                LONG,
                                () -> {
                                    began.countDown();
                                    awaitUnchecked(ends);
                                    return "first";
                                }));
        awaitUnchecked(began);
        assertThat(memory.within(60 << 10, MOMENT, () -> "second")).isEmpty();
        assertThat(memory.within(20 << 10, MOMENT, () -> "small")).contains("small");
        ends.countDown();
        assertThat(first.join()).contains("first");
        assertThat(memory.within(60 << 10, MOMENT, () -> "second")).contains("second");
    }

    @Test
    void givesBackWhatFailedWorkHeld() {
        for (var time = 0; time < 3; time++) {
            assertThatThrownBy(() ->
                            memory.within(
                                    90 << 10,
                                    MOMENT,
                                    () -> {
                                        throw new IllegalStateException("broken");
                                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(memory.within(90 << 10, MOMENT, () -> "done")).contains("done");
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
