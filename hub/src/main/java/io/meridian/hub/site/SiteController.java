package io.meridian.hub.site;

import io.meridian.application.database.Database;
import io.meridian.hub.home.HubConfiguration;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The hub itself and the hospitals, with what each last said that it does. */
@RestController
final class SiteController {
    private static final String VERSION = "0.1.0";

    private final Database database;
    private final ObservedState observed;
    private final HubConfiguration configuration;

    SiteController(Database database, ObservedState observed, HubConfiguration configuration) {
        this.database = database;
        this.observed = observed;
        this.configuration = configuration;
    }

    record HubStatus(String version, String name, long uptimeSeconds) {}

    record Counts(long received, long quarantined, long deidentified) {}

    record TaskView(String id, String phase, String reason) {}

    record JournalView(long size, long countersigned, @Nullable String alarm) {}

    record SiteView(
            String site,
            String title,
            String state,
            @Nullable Instant lastSeen,
            @Nullable Instant revoked,
            long generation,
            long appliedGeneration,
            Counts counts,
            @Nullable String release,
            List<TaskView> tasks,
            JournalView journal) {
        SiteView with(@Nullable String running, List<TaskView> current) {
            return new SiteView(
                    site,
                    title,
                    state,
                    lastSeen,
                    revoked,
                    generation,
                    appliedGeneration,
                    counts,
                    running,
                    current,
                    journal);
        }
    }

    @GetMapping("/api/v1/status")
    HubStatus status() {
        return new HubStatus(
                VERSION,
                configuration.name(),
                ManagementFactory.getRuntimeMXBean().getUptime() / 1_000);
    }

    @GetMapping("/api/v1/sites")
    List<SiteView> sites() {
        return database
                .read()
                .sql(
                        "SELECT name, title, enrolled, last_seen, generation, applied, counts, journal_size, countersigned,"
                                + " journal_alarm, revoked FROM site WHERE enrolled IS NOT NULL ORDER BY name LIMIT 10000")
                .query((rs, _) -> {
                    var name = rs.getString(1);
                    var seen = rs.getLong(4);
                    Instant lastSeen = rs.wasNull() ? null : Instant.ofEpochMilli(seen);
                    var ended = rs.getLong(11);
                    Instant revoked = rs.wasNull() ? null : Instant.ofEpochMilli(ended);
                    return new SiteView(
                            name,
                            rs.getString(2),
                            observed.online(name)
                                    ? "online"
                                    : lastSeen == null ? "enrolled" : "offline",
                            lastSeen,
                            revoked,
                            rs.getLong(5),
                            rs.getLong(6),
                            counts(ObservedState.json(rs.getString(7))),
                            null,
                            List.of(),
                            new JournalView(rs.getLong(8), rs.getLong(9), rs.getString(10)));
                })
                .list()
                .stream()
                .map(view -> view.with(release(view.site()).orElse(null), tasks(view.site())))
                .toList();
    }

    private static Counts counts(JsonNode json) {
        return new Counts(
                json.path("received").asLong(0),
                json.path("quarantined").asLong(0),
                json.path("deidentified").asLong(0));
    }

    private List<TaskView> tasks(String site) {
        return observed.current(site).stream()
                .filter(status -> !status.id().startsWith("release/"))
                .map(status -> new TaskView(status.id(), status.phase(), status.reason()))
                .toList();
    }

    /** The newest release that the site says it runs. */
    private Optional<String> release(String site) {
        return database.read()
                .sql(
                        "SELECT r.digest FROM release r JOIN status s ON s.id = 'release/' || r.digest"
                                + " WHERE s.site = ? AND s.phase = 'running' ORDER BY r.created DESC LIMIT 1")
                .param(site)
                .query((rs, _) -> rs.getString(1))
                .optional();
    }
}
