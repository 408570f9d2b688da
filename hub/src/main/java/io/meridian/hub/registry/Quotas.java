package io.meridian.hub.registry;

import io.meridian.application.database.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** How much was pushed under each grant; survives restarts. Thread-safe. */
@Component
class Quotas {
    /** The largest blob that a person pushes, in bytes. */
    private static final long PERSON_BYTES = 16L << 30;

    /** Small records of a day, a site's commitments and legal bases. */
    static final long FREE_BYTES_A_DAY = 64L << 20;

    private final Map<String, Long> reserved = new HashMap<>();
    private final Database database;
    private final Clock clock;

    Quotas(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What is counted together: a grant, or what a site pushes in a day without one. */
    private record Budget(String key, long quota, Instant expires) {}

    /** Bytes set aside for one request, so that requests at the same time do not share them. */
    final class Reservation implements AutoCloseable {
        private final Optional<Budget> budget;
        private final long bytes;
        private long used;

        private Reservation(Optional<Budget> budget, long bytes) {
            this.budget = budget;
            this.bytes = bytes;
        }

        long bytes() {
            return bytes;
        }

        /** Of these bytes so many came. */
        void used(long count) {
            used = count;
        }

        @Override
        public void close() {
            budget.ifPresent(each -> settle(each, bytes, used));
        }
    }

    /**
     * Sets bytes aside before they are read.
     *
     * @param stated how many will come; negative if the request does not say
     * @param already what this upload has
     */
    Reservation reserve(Visitor visitor, long stated, long already) {
        var room = Math.max(0, largest(visitor) - already);
        var budget = budget(visitor);
        synchronized (reserved) {
            var left =
                    budget.map(each ->
                                    each.quota()
                                            - used(each.key())
                                            - reserved.getOrDefault(each.key(), 0L))
                            .orElse(room);
            var most = Math.max(0, Math.min(room, left));
            if (stated > most) {
                throw exhausted();
            }
            var bytes = stated < 0 ? most : stated;
            budget.ifPresent(each -> reserved.merge(each.key(), bytes, Long::sum));
            return new Reservation(budget, bytes);
        }
    }

    private void settle(Budget budget, long bytes, long used) {
        if (used > 0) {
            database.update(jdbc -> {
                jdbc.sql("DELETE FROM grant_use WHERE expires < ?").param(clock.millis()).update();
                jdbc.sql(
                                "INSERT INTO grant_use(grant_hash, bytes, expires) VALUES (?, ?, ?)"
                                        + " ON CONFLICT(grant_hash) DO UPDATE SET bytes = bytes + excluded.bytes")
                        .params(budget.key(), used, budget.expires().toEpochMilli())
                        .update();
            });
        }
        synchronized (reserved) {
            reserved.computeIfPresent(
                    budget.key(), (_, before) -> before <= bytes ? null : before - bytes);
        }
    }

    /** The largest blob or manifest that this visitor pushes. */
    private static long largest(Visitor visitor) {
        return switch (visitor) {
            case Visitor.Person _ -> PERSON_BYTES;
            case Visitor.Site(var _, var granted) ->
                    granted.map(each -> each.grant().quotaBytes()).orElse(Access.FREE_BYTES);
        };
    }

    private Optional<Budget> budget(Visitor visitor) {
        return switch (visitor) {
            case Visitor.Person _ -> Optional.empty();
            case Visitor.Site(var site, var granted) ->
                    Optional.of(
                            granted.map(each ->
                                            new Budget(
                                                    hash(each.text()),
                                                    each.grant().quotaBytes(),
                                                    each.grant().expires()))
                                    .orElseGet(() -> free(site)));
        };
    }

    private Budget free(String site) {
        var day = clock.instant().truncatedTo(ChronoUnit.DAYS);
        return new Budget(
                hash("free/%s/%s".formatted(site, day)),
                FREE_BYTES_A_DAY,
                day.plus(Duration.ofDays(2)));
    }

    static RegistryException exhausted() {
        return new RegistryException(
                HttpStatus.CONTENT_TOO_LARGE,
                "SIZE_INVALID",
                "this is more than the grant's quota, or the limit without a grant, allows");
    }

    private long used(String key) {
        return database.read()
                .sql("SELECT bytes FROM grant_use WHERE grant_hash = ?")
                .param(key)
                .query((rs, _) -> rs.getLong(1))
                .optional()
                .orElse(0L);
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
