package io.meridian.hub.result;

import io.meridian.application.database.Database;
import io.meridian.hub.site.Desk;
import io.meridian.network.outbox.OutboxEvent;
import java.time.Clock;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Notices of results, reviews and counts as they come from the sites, each once. Thread-safe. */
@Component
class ResultNotices implements Desk.EventEffect {
    private static final int BINS = 20;

    private final Database database;
    private final Clock clock;

    ResultNotices(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public boolean take(String site, OutboxEvent event) {
        return switch (event.kind()) {
            case "result-notice" -> {
                result(site, event, json(event));
                yield true;
            }
            case "review-notice" -> {
                review(site, event, json(event));
                yield true;
            }
            case "counts" -> {
                counts(site, json(event));
                yield true;
            }
            default -> false;
        };
    }

    private void result(String site, OutboxEvent event, JsonNode notice) {
        var bin = notice.path("bin").isNumber() ? notice.path("bin") : notice.path("scoreBin");
        Integer kept = bin.isNumber() ? Math.clamp(bin.asInt(), 0, BINS - 1) : null;
        database.update(jdbc ->
                jdbc.sql(
                                "INSERT OR IGNORE INTO result_notice(site, id, release, outcome, finding, bin, at)"
                                        + " VALUES (?, ?, ?, ?, ?, ?, ?)")
                        .param(site)
                        .param(notice.path("id").asString(event.id()))
                        .param(notice.path("release").asString(""))
                        .param(word(notice.path("outcome")))
                        .param(word(notice.path("finding")))
                        .param(kept)
                        .param(clock.millis())
                        .update());
    }

    private void review(String site, OutboxEvent event, JsonNode notice) {
        database.update(jdbc ->
                jdbc.sql(
                                "INSERT OR IGNORE INTO review_notice(site, id, result, verdict, at) VALUES (?, ?, ?, ?, ?)")
                        .params(
                                site,
                                event.id(),
                                notice.path("result").asString(notice.path("id").asString("")),
                                word(notice.path("verdict")),
                                clock.millis())
                        .update());
    }

    private void counts(String site, JsonNode notice) {
        var counts = JsonMapper.shared().createObjectNode();
        for (var name : new String[] {"received", "quarantined", "deidentified"}) {
            counts.put(name, notice.path(name).asLong(0));
        }
        database.update(jdbc ->
                jdbc.sql("UPDATE site SET counts = ? WHERE name = ?")
                        .params(counts.toString(), site)
                        .update());
    }

    /** A short word; anything longer is no word and is not kept. */
    private static String word(JsonNode json) {
        var text = json.asString("");
        return text.length() <= 64 ? text : "";
    }

    private static JsonNode json(OutboxEvent event) {
        try {
            return JsonMapper.shared().readTree(event.document());
        } catch (JacksonException _) {
            return JsonMapper.shared().createObjectNode();
        }
    }
}
