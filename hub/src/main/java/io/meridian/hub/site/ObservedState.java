package io.meridian.hub.site;

import io.meridian.application.database.Database;
import io.meridian.network.link.v1.Observed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What each site said last. Thread-safe. */
@Component
public class ObservedState {
    private final Database database;
    private final Clock clock;

    /** After a start, a site that was there before the stop gets this long to come back. */
    private static final Duration RETURN = Duration.ofSeconds(15);

    private static final Duration POLLED = Duration.ofSeconds(10);

    private static final int FORGOTTEN_AT_ONCE = 100_000;

    private final Set<String> connected = ConcurrentHashMap.newKeySet();
    private final Map<String, Instant> polled = new ConcurrentHashMap<>();
    private final Instant started;

    ObservedState(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.started = clock.instant();
    }

    /** What a site said about one thing asked of it. */
    public record Status(
            String site,
            String id,
            long revision,
            String phase,
            String reason,
            JsonNode document) {}

    void connected(String site, boolean online) {
        if (online) {
            connected.add(site);
        } else {
            connected.remove(site);
        }
    }

    /** A site exchanged a message without a stream. */
    public void polled(String site) {
        polled.put(site, clock.instant());
    }

    /** The sites that are connected now, or had no time yet to come back after the hub's start. */
    public Set<String> live() {
        var now = clock.instant();
        var live = new HashSet<>(connected);
        polled.forEach((site, at) -> {
            if (at.plus(POLLED).isAfter(now)) {
                live.add(site);
            }
        });
        if (now.isBefore(started.plus(RETURN))) {
            live.addAll(
                    database.read()
                            .sql("SELECT name FROM site WHERE last_seen > ? LIMIT 10000")
                            .param(started.minus(Duration.ofMinutes(5)).toEpochMilli())
                            .query((rs, _) -> rs.getString(1))
                            .list());
        }
        return Set.copyOf(live);
    }

    /** Whether a site is connected now. */
    public boolean online(String site) {
        var at = polled.get(site);
        return connected.contains(site) || (at != null && at.plus(POLLED).isAfter(clock.instant()));
    }

    void take(String site, Observed observed) {
        database.update(jdbc -> {
            jdbc.sql("UPDATE site SET last_seen = ?, applied = ?, inventory = ? WHERE name = ?")
                    .params(
                            clock.millis(),
                            observed.getAppliedGeneration(),
                            observed.getInventory().toStringUtf8(),
                            site)
                    .update();
            for (var status : observed.getStatusesList()) {
                jdbc.sql(
                                "INSERT INTO status(site, id, revision, phase, reason, document, changed) VALUES (?, ?, ?, ?, ?, ?, ?)"
                                        + " ON CONFLICT(site, id) DO UPDATE SET revision = excluded.revision, phase = excluded.phase,"
                                        + " reason = excluded.reason, document = excluded.document, changed = excluded.changed")
                        .params(
                                site,
                                status.getId(),
                                status.getRevision(),
                                status.getPhase(),
                                status.getReason(),
                                status.getDocument().toStringUtf8(),
                                clock.millis())
                        .update();
            }
        });
    }

    /**
     * Forgets what sites said before a time about things that nobody asks any more, and which of
     * their events were seen: one that came again would have the same effect. What sites said of
     * releases stays.
     */
    public void forget(Instant before) {
        database.update(jdbc -> {
            jdbc.sql(
                            "DELETE FROM status WHERE rowid IN (SELECT s.rowid FROM status s"
                                    + " LEFT JOIN item i ON i.site = s.site AND i.id = s.id"
                                    + " WHERE i.id IS NULL AND s.changed < ? AND s.id NOT LIKE 'release/%' LIMIT ?)")
                    .params(before.toEpochMilli(), FORGOTTEN_AT_ONCE)
                    .update();
            jdbc.sql(
                            "DELETE FROM event_seen WHERE rowid IN (SELECT rowid FROM event_seen WHERE at < ? LIMIT ?)")
                    .params(before.toEpochMilli(), FORGOTTEN_AT_ONCE)
                    .update();
            jdbc.sql("DELETE FROM enrolment_token WHERE expires < ?")
                    .param(before.toEpochMilli())
                    .update();
        });
    }

    public Optional<Status> status(String site, String id) {
        return database.read()
                .sql(
                        "SELECT site, id, revision, phase, reason, document FROM status WHERE site = ? AND id = ?")
                .params(site, id)
                .query((rs, _) ->
                        new Status(
                                rs.getString(1),
                                rs.getString(2),
                                rs.getLong(3),
                                rs.getString(4),
                                rs.getString(5),
                                json(rs.getString(6))))
                .optional();
    }

    /** What a site said about the things that are asked of it now. */
    public List<Status> current(String site) {
        return database.read()
                .sql(
                        "SELECT s.site, s.id, s.revision, s.phase, s.reason, s.document FROM status s"
                                + " JOIN item i ON i.site = s.site AND i.id = s.id WHERE s.site = ? ORDER BY s.id LIMIT 1000")
                .param(site)
                .query((rs, _) ->
                        new Status(
                                rs.getString(1),
                                rs.getString(2),
                                rs.getLong(3),
                                rs.getString(4),
                                rs.getString(5),
                                json(rs.getString(6))))
                .list();
    }

    /** An empty document. */
    public static JsonNode none() {
        return JsonMapper.shared().createObjectNode();
    }

    static JsonNode json(String text) {
        return text == null || text.isEmpty()
                ? JsonMapper.shared().createObjectNode()
                : JsonMapper.shared().readTree(text);
    }
}
