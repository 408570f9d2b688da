package io.meridian.network.link;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.meridian.network.identity.TlsIdentity;
import io.meridian.network.link.v1.Desired;
import io.meridian.network.link.v1.EdgeLinkGrpc;
import io.meridian.network.link.v1.Observed;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
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
    private static final int STREAM_FAILURES_BEFORE_POLLING = 3;

    private final Settings settings;
    private final EdgeDesk desk;
    private final Pace pace;
    private final Reception reception;
    private final Thread thread;
    private final Object wake = new Object();
    private volatile boolean closed;
    private volatile Runnable abort = () -> {};
    private boolean changed;

    /**
     * Where the hub is and who we are.
     *
     * @param identity asked at every connection, because it is renewed; a stream is opened anew
     *     when it changes
     */
    public record Settings(
            String site,
            String grpcHost,
            int grpcPort,
            URI https,
            Supplier<TlsIdentity> identity,
            RandomGenerator random) {}

    /**
     * How fast things go.
     *
     * @param reportEvery at the latest, changed or not
     * @param reportGap between two reports, so that many changes are one report
     * @param answerWithin after which a stream without answers counts as broken: some proxies hold
     *     streams open and pass nothing on
     * @param pollFor until a stream is tried again
     */
    record Pace(
            Duration reportEvery,
            Duration reportGap,
            Duration shortestPause,
            Duration longestPause,
            Duration answerWithin,
            Duration pollFor) {
        static final Pace NORMAL =
                new Pace(
                        Duration.ofSeconds(2),
                        Duration.ofMillis(50),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(5));
    }

    private EdgeLink(Settings settings, EdgeDesk desk, Pace pace) {
        this.settings = settings;
        this.desk = desk;
        this.pace = pace;
        this.reception = new Reception(settings.site(), desk);
        this.thread = Thread.ofVirtual().name("edge-link").unstarted(this::run);
    }

    public static EdgeLink start(Settings settings, EdgeDesk desk) {
        return start(settings, desk, Pace.NORMAL);
    }

    static EdgeLink start(Settings settings, EdgeDesk desk, Pace pace) {
        var link = new EdgeLink(settings, desk, pace);
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

    /** Ends the connection; the desk is not called any more once this returns. */
    @Override
    public void close() {
        closed = true;
        abort.run();
        changed();
        try {
            // Without an interrupt: one would close the files that the desk may be reading.
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        var failures = 0;
        while (!closed) {
            var polling = failures >= STREAM_FAILURES_BEFORE_POLLING && failures % 2 == 1;
            var worked = polling ? poll() : stream();
            if (!worked) {
                failures++;
            } else {
                // After long-poll one failure of a stream is enough to poll again.
                failures = polling ? STREAM_FAILURES_BEFORE_POLLING - 1 : 0;
            }
            pause(failures);
            reception.lapseIfDue();
        }
    }

    /** Holds a stream until it breaks; true if it ever carried an answer. */
    private boolean stream() {
        var answers = new Answers(reception.open());
        try {
            var identity = settings.identity().get();
            var channel = channel(identity);
            try {
                abortWith(channel::shutdownNow);
                var reports =
                        (ClientCallStreamObserver<Observed>)
                                EdgeLinkGrpc.newStub(channel).connect(answers);
                while (goesOn(identity) && !answers.isOver()) {
                    // One that the hub is too slow for is left out: the next says it all.
                    if (reports.isReady()) {
                        reports.onNext(desk.observed());
                    }
                    awaitChange(answers::isOver);
                    if (answers.isSilent()) {
                        answers.problem = "the hub does not answer";
                        break;
                    }
                }
                if (!answers.isOver()) {
                    reports.onCompleted();
                }
            } finally {
                channel.shutdownNow();
            }
        } catch (RuntimeException e) {
            answers.problem = String.valueOf(e.getMessage());
        }
        return ended("stream", answers.session, answers.problem);
    }

    private ManagedChannel channel(TlsIdentity identity) {
        return NettyChannelBuilder.forAddress(settings.grpcHost(), settings.grpcPort())
                .sslContext(identity.grpcClient())
                .maxInboundMessageSize(Limits.MESSAGE)
                .keepAliveTime(20, TimeUnit.SECONDS)
                .keepAliveTimeout(20, TimeUnit.SECONDS)
                .build();
    }

    /** Exchanges by long-poll for a time or until that fails; true if it ever worked. */
    private boolean poll() {
        var session = reception.open();
        var problem = "";
        var until = System.nanoTime() + pace.pollFor().toNanos();
        try {
            var identity = settings.identity().get();
            try (var http = LongPoll.open(settings.https(), identity)) {
                abortWith(http::abort);
                while (goesOn(identity) && System.nanoTime() - until < 0) {
                    var desired = http.exchange(desk.observed());
                    reception.received(session, desired, System.nanoTime());
                    awaitChange(() -> false);
                }
            }
        } catch (RuntimeException e) {
            problem = String.valueOf(e.getMessage());
        }
        return ended("long-poll", session, problem);
    }

    private boolean ended(String way, long session, String problem) {
        var worked = reception.close(session);
        if (!closed && !problem.isEmpty()) {
            LOG.info("connection ended way={} worked={} reason={}", way, worked, problem);
        }
        return worked;
    }

    private void abortWith(Runnable how) {
        abort = how;
        if (closed) {
            how.run();
        }
    }

    private boolean goesOn(TlsIdentity identity) {
        reception.lapseIfDue();
        return !closed && settings.identity().get().equals(identity);
    }

    private void awaitChange(BooleanSupplier over) {
        await(pace.reportGap(), over);
        await(pace.reportEvery().minus(pace.reportGap()), () -> changed || over.getAsBoolean());
        synchronized (wake) {
            changed = false;
        }
    }

    /** Full jitter: anything between nothing and a bound that doubles. */
    private void pause(int failures) {
        var bound =
                Math.min(
                        pace.longestPause().toMillis(),
                        pace.shortestPause().toMillis() << Math.min(failures, 10));
        await(Duration.ofMillis(settings.random().nextLong(bound + 1)), () -> false);
    }

    /** Waits for a time, less if the link is closed or the condition holds. */
    private void await(Duration time, BooleanSupplier enough) {
        var until = System.nanoTime() + time.toNanos();
        synchronized (wake) {
            var left = time.toMillis();
            while (!closed && !enough.getAsBoolean() && left > 0) {
                try {
                    wake.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    closed = true;
                }
                left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            }
        }
    }

    private final class Answers implements ClientResponseObserver<Observed, Desired> {
        private final long session;
        private volatile boolean over;
        private volatile long heardNanos = System.nanoTime();
        private volatile String problem = "";

        Answers(long session) {
            this.session = session;
        }

        boolean isOver() {
            return over;
        }

        boolean isSilent() {
            return !over && System.nanoTime() - heardNanos > pace.answerWithin().toNanos();
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<Observed> reports) {
            reports.setOnReadyHandler(EdgeLink.this::changed);
        }

        @Override
        public void onNext(Desired desired) {
            heardNanos = System.nanoTime();
            reception.received(session, desired, heardNanos);
        }

        @Override
        public void onError(Throwable failure) {
            var status = Status.fromThrowable(failure);
            problem = status.getCode() + " " + status.getDescription();
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
