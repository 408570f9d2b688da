package io.meridian.edge.research;

import io.meridian.application.database.Database;
import io.meridian.network.outbox.Outbox;
import io.meridian.network.outbox.OutboxEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells the hub how many objects came, were held and were de-identified, when that has changed. At
 * most one notice waits, so that a long time without a hub leaves no heap of them. One caller at a
 * time.
 */
final class CountsNotice {
    private static final String PREFIX = "counts/";
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Database clinical;
    private final Database edge;
    private final Outbox outbox;
    private final Clock clock;
    private Instant next = Instant.MIN;

    CountsNotice(Database clinical, Database edge, Outbox outbox, Clock clock) {
        this.clinical = clinical;
        this.edge = edge;
        this.outbox = outbox;
        this.clock = clock;
    }

    private record Last(int number, String document, boolean waits) {
        static final Last NONE = new Last(0, "", false);
    }

    /** Puts a notice into the outbox if the numbers are others than those of the last one. */
    void tellIfChanged() {
        var now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(PAUSE);
        var last = last();
        var document = document();
        if (!last.waits() && !last.document().equals(document)) {
            outbox.add(new OutboxEvent(PREFIX + (last.number() + 1), "counts", document));
        }
    }

    private Last last() {
        return edge.read()
                .sql(
                        "SELECT id, document, acknowledged FROM event WHERE kind = 'counts' ORDER BY rowid DESC LIMIT 1")
                .query((rs, _) ->
                        new Last(
                                Integer.parseInt(rs.getString(1).substring(PREFIX.length())),
                                rs.getString(2),
                                rs.getObject(3) == null))
                .optional()
                .orElse(Last.NONE);
    }

    private String document() {
        var jdbc = clinical.read();
        var counts = JsonMapper.shared().createObjectNode();
        counts.put("received", count(jdbc, "SELECT count(*) FROM instance"));
        counts.put("quarantined", count(jdbc, "SELECT count(*) FROM quarantine"));
        counts.put(
                "deidentified",
                count(jdbc, "SELECT count(*) FROM instance WHERE research = 'accepted'"));
        return JsonMapper.shared().writeValueAsString(counts);
    }

    private static long count(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query((rs, _) -> rs.getLong(1)).single();
    }
}
