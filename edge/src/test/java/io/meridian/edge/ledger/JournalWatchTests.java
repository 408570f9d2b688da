package io.meridian.edge.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class JournalWatchTests {
    @Test
    void endsTheProcessOnceAWriteFailedAndNotBefore() throws Exception {
        var looked = new CountDownLatch(2);
        var broken = new AtomicBoolean();
        var ended = new CountDownLatch(1);
        JournalWatch.start(
                () -> {
                    looked.countDown();
                    return broken.get();
                },
                ended::countDown);

        assertThat(looked.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(ended.getCount()).isEqualTo(1);
        broken.set(true);
        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
