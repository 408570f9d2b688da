package io.meridian.edge.link;

import io.meridian.artifact.registry.OciRegistry;
import io.meridian.artifact.registry.OciRepository;
import io.meridian.artifact.registry.OpenUploads;
import io.meridian.edge.home.EdgeException;
import io.meridian.edge.home.Home;
import io.meridian.network.NetworkException;
import io.meridian.network.identity.EnrolmentClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The hub as this edge reaches it: identity, registry, whether it is connected. Sees an enrolment
 * that is made while the edge runs, and renews the certificate in time. Thread-safe.
 */
@Component
public class HubConnection {
    private static final Logger LOG = LoggerFactory.getLogger(HubConnection.class);
    private static final Duration RENEWAL_CHECK = Duration.ofHours(1);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);
    private static final Duration CONNECT = Duration.ofSeconds(20);

    private final Home home;
    private final Clock clock;
    private final OpenUploads uploads;
    private volatile @Nullable Current current;
    private volatile boolean online;
    private volatile @Nullable Instant since;
    private volatile Instant nextRenewal = Instant.MIN;

    private record Current(FileTime version, HubIdentity identity, HttpClient http) {}

    HubConnection(Home home, Clock clock) {
        this.home = home;
        this.clock = clock;
        this.uploads = OpenUploads.in(home.work().resolve("uploads"));
    }

    /** Who this edge is to its hub; empty before it enrolled. */
    public Optional<HubIdentity> identity() {
        return Optional.ofNullable(current).map(Current::identity);
    }

    /** A repository of the hub's registry. */
    public OciRepository repository(String name) {
        var now = current;
        if (now == null) {
            throw new EdgeException("this edge is not enrolled at a hub");
        }
        return OciRegistry.at(now.identity().https(), now.http()).uploads(uploads).repository(name);
    }

    public boolean online() {
        return online;
    }

    /** Since when the connection is as it is. */
    public Optional<Instant> since() {
        return Optional.ofNullable(since);
    }

    void connected(boolean now) {
        if (online != now || since == null) {
            since = clock.instant();
        }
        online = now;
        LOG.info("hub {}", now ? "connected" : "disconnected");
    }

    /**
     * Reads a new enrolment, and renews what is about to expire.
     *
     * @return whether the identity or the addresses are others now
     */
    synchronized boolean refresh() {
        var changed = reload();
        if (current != null && !clock.instant().isBefore(nextRenewal)) {
            changed |= renew();
        }
        return changed;
    }

    /** Reads what enrolment left; asks no one. */
    synchronized boolean reload() {
        var file = HubIdentity.file(home);
        try {
            if (!Files.isRegularFile(file)) {
                return false;
            }
            var version = Files.getLastModifiedTime(file);
            var before = current;
            if (before != null && before.version().equals(version)) {
                return false;
            }
            var identity = HubIdentity.load(home);
            if (identity.isEmpty()) {
                return false;
            }
            var http =
                    HttpClient.newBuilder()
                            .sslContext(identity.get().tls().context())
                            .connectTimeout(CONNECT)
                            .build();
            current = new Current(version, identity.get(), http);
            if (before != null) {
                before.http().shutdown();
            }
            return true;
        } catch (IOException e) {
            throw new EdgeException("keys/hub cannot be read", e);
        }
    }

    private boolean renew() {
        var identity = identity().orElseThrow();
        if (!identity.tls().needsRenewal(clock.instant())) {
            nextRenewal = clock.instant().plus(RENEWAL_CHECK);
            return false;
        }
        try {
            HubIdentity.store(home, EnrolmentClient.renew(identity.tls(), identity.https()), clock);
            nextRenewal = clock.instant().plus(RENEWAL_CHECK);
            LOG.info("certificate renewed site={}", identity.site());
            return reload();
        } catch (NetworkException e) {
            nextRenewal = clock.instant().plus(AFTER_FAILURE);
            LOG.warn(
                    "certificate not renewed yet site={} reason={}",
                    identity.site(),
                    e.getMessage());
            return false;
        }
    }

    void close() {
        var now = current;
        if (now != null) {
            now.http().shutdownNow();
        }
    }
}
