package io.meridian.network.link;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.meridian.network.identity.TlsIdentity;
import io.meridian.network.link.v1.Desired;
import io.meridian.network.link.v1.EdgeLinkGrpc;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The edge's connection to its hub: opened from here, opened again with full jitter when it breaks,
 * by long-poll where a stream cannot be held. One thread runs it; {@link #changed} may be called by
 * any.
 */
public final class EdgeLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeLink.class);
    private static final Duration REPORT_EVERY = Duration.ofSeconds(2);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int STREAM_FAILURES_BEFORE_POLLING = 3;

    private final Settings settings;
    private final EdgeDesk desk;
    private final Thread thread;
    private final Object wake = new Object();
    private volatile boolean closed;
    private boolean changed;

    /**
     * Where the hub is and who we are.
     *
     * @param identity asked at every connection, because it is renewed
     */
    public record Settings(
            String site,
            String grpcHost,
            int grpcPort,
            URI https,
            Supplier<TlsIdentity> identity,
            RandomGenerator random) {}

    private EdgeLink(Settings settings, EdgeDesk desk) {
        this.settings = settings;
        this.desk = desk;
        this.thread = Thread.ofVirtual().name("edge-link").unstarted(this::run);
    }

    public static EdgeLink start(Settings settings, EdgeDesk desk) {
        var link = new EdgeLink(settings, desk);
        link.thread.start();
        return link;
    }

    /** Something worth telling the hub changed. */
    public void changed() {
        synchronized (wake) {
            changed = true;
            wake.notifyAll();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        var failures = 0;
        while (!closed) {
            var worked =
                    (failures >= STREAM_FAILURES_BEFORE_POLLING && failures % 2 == 1)
                            ? poll()
                            : stream();
            failures = worked ? 0 : failures + 1;
            pause(failures);
        }
    }

    /** Holds a stream until it breaks; true if it ever carried an answer. */
    private boolean stream() {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress(settings.grpcHost(), settings.grpcPort())
                        .sslContext(settings.identity().get().grpcClient())
                        .maxInboundMessageSize(LinkServer.MAXIMUM_MESSAGE)
                        .keepAliveTime(20, TimeUnit.SECONDS)
                        .keepAliveTimeout(20, TimeUnit.SECONDS)
                        .build();
        var answers = new Answers();
        try {
            var reports = EdgeLinkGrpc.newStub(channel).connect(answers);
            while (!closed && !answers.isOver()) {
                reports.onNext(desk.observed());
                awaitChange(answers);
            }
            if (!answers.isOver()) {
                reports.onCompleted();
            }
        } catch (RuntimeException e) {
            LOG.debug("stream broke", e);
        } finally {
            channel.shutdownNow();
            if (answers.worked) {
                desk.connected(false);
            }
        }
        return answers.worked;
    }

    /** Exchanges by long-poll until that fails; true if it ever worked. */
    private boolean poll() {
        var worked = false;
        try (var http = LongPoll.open(settings.https(), settings.identity().get())) {
            while (!closed) {
                var desired = http.exchange(desk.observed());
                if (!worked) {
                    worked = true;
                    desk.connected(true);
                }
                received(desired);
                awaitChange(null);
            }
        } catch (RuntimeException e) {
            LOG.debug("long-poll failed", e);
        } finally {
            if (worked) {
                desk.connected(false);
            }
        }
        return worked;
    }

    private void received(Desired desired) {
        var verdict = DesiredGuard.judge(settings.site(), desk.applied(), desired, 0);
        switch (verdict) {
            case APPLY, KNOWN -> desk.apply(desired);
            case GOES_BACK, FOREIGN, EXPIRED ->
                    LOG.warn(
                            "desired state refused reason={} generation={}",
                            verdict,
                            desired.getGeneration());
        }
    }

    private void awaitChange(@org.jspecify.annotations.Nullable Answers answers) {
        synchronized (wake) {
            var until = System.nanoTime() + REPORT_EVERY.toNanos();
            while (!changed && !closed && (answers == null || !answers.isOver())) {
                var left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                if (left <= 0) {
                    return;
                }
                try {
                    wake.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    closed = true;
                }
            }
            changed = false;
        }
    }

    /** Full jitter: anything between nothing and a bound that doubles. */
    private void pause(int failures) {
        var bound =
                Math.min(
                        LONGEST_PAUSE.toMillis(),
                        SHORTEST_PAUSE.toMillis() << Math.min(failures, 10));
        try {
            new CountDownLatch(1)
                    .await(settings.random().nextLong(bound + 1), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    private final class Answers implements StreamObserver<Desired> {
        private volatile boolean over;
        private volatile boolean worked;

        boolean isOver() {
            return over;
        }

        @Override
        public void onNext(Desired desired) {
            if (!worked) {
                worked = true;
                desk.connected(true);
            }
            received(desired);
        }

        @Override
        public void onError(Throwable problem) {
            LOG.debug("stream ended", problem);
            end();
        }

        @Override
        public void onCompleted() {
            end();
        }

        private void end() {
            over = true;
            synchronized (wake) {
                wake.notifyAll();
            }
        }
    }
}
