package io.meridian.network.identity;

import io.meridian.network.identity.Enrolment.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The identity of an edge at one hub, kept in a folder of its home and renewed while it runs:
 * whoever asks {@link #current} or {@link #http} at each use needs no restart. Thread-safe.
 */
public final class SiteIdentity {
    private static final Duration CONNECT = Duration.ofSeconds(20);

    private final Path folder;
    private final Clock clock;
    private volatile Held held;

    /** An identity with the client that shows it; requests under way keep the one before. */
    private record Held(TlsIdentity identity, HttpClient http) {
        static Held of(TlsIdentity identity) {
            return new Held(identity, identity.httpClient().connectTimeout(CONNECT).build());
        }
    }

    private SiteIdentity(Path folder, TlsIdentity identity, Clock clock) {
        this.folder = folder;
        this.clock = clock;
        this.held = Held.of(identity);
    }

    /** The identity that an earlier enrolment left in a folder. */
    public static SiteIdentity open(Path folder, Clock clock) {
        return new SiteIdentity(folder, TlsIdentity.load(folder), clock);
    }

    /** Stores a fresh enrolment's identity, in the place of an older one. */
    public static SiteIdentity store(Path folder, TlsIdentity identity, Clock clock) {
        identity.store(folder);
        return new SiteIdentity(folder, identity, clock);
    }

    /** For {@link io.meridian.network.link.EdgeLink}, which connects again when it changes. */
    public TlsIdentity current() {
        return held.identity();
    }

    /** For the hub's OCI API and whatever else it serves to sites; do not close or keep it. */
    public HttpClient http() {
        return held.http();
    }

    /**
     * Renews if less than a third of the certificate's life is left, or none. To be called now and
     * then, for instance each hour; the new identity is stored before it is used.
     *
     * @return the hub's answer, which also says where things are now; empty if it was not due
     * @throws io.meridian.network.NetworkException if the hub is away or refuses; the old identity
     *     stays
     */
    public synchronized Optional<Answer> renewWhenDue(URI hub) {
        if (!current().needsRenewal(clock.instant())) {
            return Optional.empty();
        }
        var renewed = EnrolmentClient.renew(current(), hub);
        renewed.identity().store(folder);
        held = Held.of(renewed.identity());
        return Optional.of(renewed.answer());
    }
}
