package io.meridian.edge.research;

import io.meridian.application.database.Database;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What was held back and why; nothing in it names a person. */
@RestController
final class QuarantineController {
    private final Database clinicalDatabase;

    QuarantineController(Database clinicalDatabase) {
        this.clinicalDatabase = clinicalDatabase;
    }

    record Quarantined(
            String id,
            Instant receivedAt,
            String zone,
            String rule,
            String reason,
            String sopClass) {}

    @GetMapping("/api/v1/quarantine")
    List<Quarantined> all() {
        return clinicalDatabase
                .read()
                .sql(
                        "SELECT id, received, zone, rule, reason, sop_class FROM quarantine"
                                + " ORDER BY received DESC, rowid DESC LIMIT 500")
                .query((rs, _) ->
                        new Quarantined(
                                rs.getString(1),
                                Instant.ofEpochMilli(rs.getLong(2)),
                                rs.getString(3),
                                rs.getString(4),
                                rs.getString(5),
                                rs.getString(6)))
                .list();
    }
}
