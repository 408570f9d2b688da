package io.meridian.network.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.network.link.v1.Desired;
import io.meridian.network.link.v1.Observed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Both ends of a link without what is behind them: they note what they are told. */
final class Desks {
    private static final long PATIENCE_SECONDS = 20;

    private Desks() {}

    static Desired desired(String site, long epoch, long generation) {
        return Desired.newBuilder()
                .setSite(site)
                .setEpoch(epoch)
                .setGeneration(generation)
                .setValidForMillis(Duration.ofMinutes(5).toMillis())
                .build();
    }

    /** Takes from a queue until one fits; fails if none comes. */
    static <T> T await(BlockingQueue<T> queue, Predicate<T> fits) {
        var seen = new java.util.ArrayList<T>();
        try {
            var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (true) {
                var next = queue.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                assertThat(next).as("what is waited for comes; so far %s", seen).isNotNull();
                if (fits.test(next)) {
                    return next;
                }
                seen.add(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static final class Edge implements EdgeDesk {
        final String site;
        final BlockingQueue<String> notes = new LinkedBlockingQueue<>();
        final List<Long> generations = new CopyOnWriteArrayList<>();
        volatile Applied applied = new Applied(0, 0);
        volatile Observed says;
        volatile boolean fails;

        Edge(String site) {
            this.site = site;
            this.says = Observed.newBuilder().setSite(site).build();
        }

        @Override
        public Applied applied() {
            return applied;
        }

        @Override
        public void apply(Desired desired) {
            applied = new Applied(desired.getEpoch(), desired.getGeneration());
            generations.add(desired.getGeneration());
            notes.add("applied %d.%d".formatted(desired.getEpoch(), desired.getGeneration()));
        }

        @Override
        public Observed observed() {
            if (fails) {
                throw new IllegalStateException("the database is away");
            }
            return says.toBuilder()
                    .setAppliedEpoch(applied.epoch())
                    .setAppliedGeneration(applied.generation())
                    .build();
        }

        @Override
        public void connected(boolean online) {
            notes.add(online ? "online" : "offline");
        }

        @Override
        public void lapsed() {
            notes.add("lapsed");
        }

        void awaits(String note) {
            await(notes, note::equals);
        }
    }

    static final class Hub implements SiteDesk {
        final BlockingQueue<Observed> reports = new LinkedBlockingQueue<>();
        final BlockingQueue<String> notes = new LinkedBlockingQueue<>();
        volatile Desired asks;

        Hub(Desired asks) {
            this.asks = asks;
        }

        @Override
        public void observed(String site, Observed observed) {
            reports.add(observed);
        }

        @Override
        public Desired desired(String site) {
            return asks;
        }

        @Override
        public void connected(String site, boolean online) {
            notes.add(site + (online ? " online" : " offline"));
        }

        void awaits(String note) {
            await(notes, note::equals);
        }
    }
}
