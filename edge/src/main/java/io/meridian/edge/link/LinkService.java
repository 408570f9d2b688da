package io.meridian.edge.link;

import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.ledger.LinkAlarm;
import io.meridian.network.link.EdgeLink;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Runs the edge's side of the link: the stream itself, the pushes, the tasks and the releases, each
 * on a thread of its own. Without an enrolment all of it rests.
 */
@Component
final class LinkService implements SmartLifecycle, LinkAlarm {
    private static final Logger LOG = LoggerFactory.getLogger(LinkService.class);
    private static final Duration ENROLMENT = Duration.ofSeconds(2);
    private static final Duration PUSHES = Duration.ofSeconds(2);
    private static final Duration TASKS = Duration.ofSeconds(1);
    private static final Duration RELEASES = Duration.ofSeconds(2);
    private static final Duration RETENTION = Duration.ofHours(1);

    private final EdgeConfiguration configuration;
    private final HubConnection hub;
    private final HubDesk desk;
    private final Pushes pushes;
    private final TaskRunner tasks;
    private final ReleaseService releases;
    private final UpdateRetention retention;
    private final Work work;
    private final List<Ticker> tickers = new ArrayList<>();
    private volatile @Nullable Ticker pushing;
    private volatile @Nullable EdgeLink link;
    private @Nullable URI linked;
    private volatile boolean running;

    LinkService(
            EdgeConfiguration configuration,
            HubConnection hub,
            HubDesk desk,
            Pushes pushes,
            TaskRunner tasks,
            ReleaseService releases,
            UpdateRetention retention,
            Work work) {
        this.configuration = configuration;
        this.hub = hub;
        this.desk = desk;
        this.pushes = pushes;
        this.tasks = tasks;
        this.releases = releases;
        this.retention = retention;
        this.work = work;
    }

    @Override
    public void changed() {
        var stream = link;
        if (stream != null) {
            stream.changed();
        }
        var ticker = pushing;
        if (ticker != null) {
            ticker.wake();
        }
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        running = true;
        hub.reload(); // before anyone judges a signature by the hub's keys
        tasks.begin();
        var pusher = Ticker.start("link-pushes", PUSHES, pushes::step);
        var runner = Ticker.start("link-tasks", TASKS, tasks::step);
        var keeper = Ticker.start("link-releases", RELEASES, releases::step);
        tickers.add(Ticker.start("link-retention", RETENTION, retention::step));
        pushing = pusher;
        tickers.add(pusher);
        tickers.add(keeper);
        tickers.add(runner);
        work.add(runner::wake);
        work.add(keeper::wake);
        work.add(pusher::wake);
        tickers.add(Ticker.start("link-enrolment", ENROLMENT, this::connect));
    }

    /**
     * Opens the stream once there is an enrolment; opens it anew when that or an address changed.
     */
    private synchronized void connect() {
        if (!running || (!hub.refresh() && link != null)) {
            return;
        }
        var identity = hub.identity();
        if (identity.isEmpty()) {
            return;
        }
        var address = identity.get().grpc();
        if (!identity.get().site().equals(configuration.site())) {
            LOG.error(
                    "the enrolment is of another site; enrol again site={} enrolled={}",
                    configuration.site(),
                    identity.get().site());
            return;
        }
        var before = link;
        if (before != null) {
            if (address.equals(linked)) {
                return; // the next connection uses the new certificate
            }
            before.close();
        }
        linked = address;
        link =
                EdgeLink.start(
                        new EdgeLink.Settings(
                                configuration.site(),
                                address.getHost(),
                                address.getPort(),
                                identity.get().https(),
                                () -> hub.identity().orElseThrow().tls(),
                                new SecureRandom()),
                        desk);
    }

    @Override
    public void stop() {
        if (!unlink()) {
            return;
        }
        tasks.end();
        tickers.forEach(Ticker::close); // not under the lock, which a ticker may wait for
        hub.close();
    }

    private synchronized boolean unlink() {
        var was = running;
        running = false;
        var stream = link;
        if (stream != null) {
            stream.close();
            link = null;
        }
        return was;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
