package io.meridian.edge.link;

import io.meridian.application.database.Database;
import io.meridian.network.link.EdgeDesk.Applied;
import io.meridian.network.link.v1.Desired;
import io.meridian.network.link.v1.Item;
import io.meridian.network.policy.AdmissionPolicy.Decision;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns a desired state into rows: one transaction with the position, so that a restart finds both
 * or neither. Confined to the link's thread.
 */
@Component
final class TaskIntake {
    private static final Set<String> KINDS = Set.of("train", "evaluate", "release");
    private static final Set<String> UNDER_WAY =
            Set.of("admitted", "fetching", "training", "evaluating", "uploading");

    private final Database database;
    private final Facts facts;
    private final Admission admission;
    private final Clock clock;

    TaskIntake(Database edgeDatabase, Facts facts, Admission admission, Clock clock) {
        this.database = edgeDatabase;
        this.facts = facts;
        this.admission = admission;
        this.clock = clock;
    }

    private record Decided(Item item, String phase, @Nullable String reason) {}

    private record Known(String kind, long revision, String phase, boolean wanted) {}

    Applied position() {
        return new Applied(facts.number("applied.epoch"), facts.number("applied.generation"));
    }

    void take(Desired desired) {
        var decided = new ArrayList<Decided>();
        var verdicts = new ArrayList<JsonNode>();
        for (var item : desired.getItemsList()) {
            if (KINDS.contains(item.getKind())) {
                decided.add(decide(item));
            } else if (item.getKind().equals("verdict")) {
                verdicts.add(json(item));
            }
        }
        database.update(jdbc -> {
            var wanted = new HashSet<String>();
            for (var each : decided) {
                wanted.add(each.item().getId());
                put(jdbc, each);
            }
            withdraw(jdbc, wanted);
            verdicts.forEach(each -> verdict(jdbc, each));
            Facts.put(jdbc, "applied.epoch", Long.toString(desired.getEpoch()));
            Facts.put(jdbc, "applied.generation", Long.toString(desired.getGeneration()));
        });
    }

    private Decided decide(Item item) {
        return switch (admission.decide(item.getKind(), json(item))) {
            case Decision.Admitted() -> new Decided(item, "admitted", null);
            case Decision.Refused(var reason) -> new Decided(item, "refused", reason);
        };
    }

    /** A row that is there stays as it is, unless the hub asks in another way or asks again. */
    private void put(JdbcClient jdbc, Decided decided) {
        var item = decided.item();
        var known = known(jdbc, item.getId());
        var now = clock.millis();
        if (known == null) {
            jdbc.sql(
                            "INSERT INTO task(id, kind, revision, document, phase, reason, received, changed)"
                                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                    .param(item.getId())
                    .param(item.getKind())
                    .param(item.getRevision())
                    .param(item.getDocument().toStringUtf8())
                    .param(decided.phase())
                    .param(decided.reason())
                    .param(now)
                    .param(now)
                    .update();
        } else if (known.revision() != item.getRevision() || known.phase().equals("withdrawn")) {
            jdbc.sql(
                            "UPDATE task SET revision = ?, document = ?, phase = ?, reason = ?, wanted = 1, changed = ?"
                                    + " WHERE id = ?")
                    .param(item.getRevision())
                    .param(item.getDocument().toStringUtf8())
                    .param(decided.phase())
                    .param(decided.reason())
                    .param(now)
                    .param(item.getId())
                    .update();
        } else if (!known.wanted()) {
            jdbc.sql("UPDATE task SET wanted = 1 WHERE id = ?").param(item.getId()).update();
        }
    }

    private static @Nullable Known known(JdbcClient jdbc, String id) {
        return jdbc.sql("SELECT kind, revision, phase, wanted FROM task WHERE id = ?")
                .param(id)
                .query((rs, _) ->
                        new Known(
                                rs.getString(1), rs.getLong(2), rs.getString(3), rs.getInt(4) == 1))
                .optional()
                .orElse(null);
    }

    /** What is asked no more: work under way is over, a release is looked at by its own rules. */
    private void withdraw(JdbcClient jdbc, Set<String> wanted) {
        record Asked(String id, String kind, String phase) {}
        List<Asked> asked =
                jdbc.sql("SELECT id, kind, phase FROM task WHERE wanted = 1")
                        .query((rs, _) ->
                                new Asked(rs.getString(1), rs.getString(2), rs.getString(3)))
                        .list();
        for (var each : asked) {
            if (wanted.contains(each.id())) {
                continue;
            }
            var phase =
                    UNDER_WAY.contains(each.phase()) && !each.kind().equals("release")
                            ? "withdrawn"
                            : each.phase();
            jdbc.sql("UPDATE task SET wanted = 0, phase = ?, changed = ? WHERE id = ?")
                    .params(phase, clock.millis(), each.id())
                    .update();
        }
    }

    private static void verdict(JdbcClient jdbc, JsonNode verdict) {
        var text =
                verdict.path("accepted").asBoolean(false)
                        ? "accepted"
                        : "refused: " + verdict.path("reason").asString("no reason given");
        jdbc.sql("UPDATE task SET verdict = ? WHERE id = ?")
                .params(text, verdict.path("task").asString(""))
                .update();
    }

    private static JsonNode json(Item item) {
        try {
            return JsonMapper.shared().readTree(item.getDocument().toStringUtf8());
        } catch (JacksonException _) {
            return JsonMapper.shared().createObjectNode(); // names nothing, so policy refuses it
        }
    }
}
