package io.meridian.edge.link;

import io.meridian.application.database.Database;
import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.Digest;
import io.meridian.artifact.registry.RegistryException;
import io.meridian.edge.ledger.LinkAlarm;
import io.meridian.edge.ledger.SiteRecords;
import io.meridian.network.link.v1.Event;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Sends the records that the hub shall have, in the order in which they were made; events that name
 * one wait for it. Confined to its ticker's thread, except {@link #ready}.
 */
@Component
final class Pushes {
    private static final Logger LOG = LoggerFactory.getLogger(Pushes.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int MOST = 100;

    private final Database database;
    private final SiteRecords records;
    private final HubConnection hub;
    private final Clock clock;
    private final ObjectProvider<LinkAlarm> alarm;
    private Duration pause = FIRST_PAUSE;
    private Instant next = Instant.MIN;

    private record Waiting(String digest, String repository) {}

    Pushes(
            Database edgeDatabase,
            SiteRecords records,
            HubConnection hub,
            Clock clock,
            ObjectProvider<LinkAlarm> alarm) {
        this.database = edgeDatabase;
        this.records = records;
        this.hub = hub;
        this.clock = clock;
        this.alarm = alarm;
    }

    void step() {
        if (hub.identity().isEmpty() || clock.instant().isBefore(next)) {
            return;
        }
        for (var each : waiting()) {
            try {
                hub.repository(each.repository()).push(records.store(), new Digest(each.digest()));
            } catch (ArtifactException e) {
                next = clock.instant().plus(pause);
                pause =
                        pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                                ? pause.multipliedBy(2)
                                : LONGEST_PAUSE;
                if (!(e instanceof RegistryException line && line.retryable())) {
                    LOG.warn(
                            "record not taken by the hub digest={} reason={}",
                            each.digest(),
                            e.getMessage());
                }
                return;
            }
            pause = FIRST_PAUSE;
            database.update(jdbc ->
                    jdbc.sql("UPDATE push SET pushed = ? WHERE digest = ?")
                            .params(clock.millis(), each.digest())
                            .update());
            alarm.ifAvailable(LinkAlarm::changed);
        }
    }

    /** The connection is there again: what waited may go at once. */
    void connected() {
        next = Instant.MIN;
    }

    /** The events that name no record which is still to be sent. */
    List<Event> ready(List<Event> events) {
        var waiting = waiting();
        return waiting.isEmpty()
                ? events
                : events.stream()
                        .filter(event -> {
                            var document = event.getDocument().toStringUtf8();
                            return waiting.stream()
                                    .noneMatch(each -> document.contains(each.digest()));
                        })
                        .toList();
    }

    private List<Waiting> waiting() {
        return database.read()
                .sql(
                        "SELECT digest, repository FROM push WHERE pushed IS NULL ORDER BY created, rowid LIMIT ?")
                .param(MOST)
                .query((rs, _) -> new Waiting(rs.getString(1), rs.getString(2)))
                .list();
    }
}
