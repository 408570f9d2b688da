package io.meridian.edge.research;

import io.meridian.application.database.Database;
import io.meridian.artifact.Reference;
import io.meridian.governance.identity.SubjectId;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Erasures that were asked for, and the records that they touched. Thread-safe. */
final class ErasureTable implements ErasedRecords {
    private final Database database;
    private final Clock clock;

    ErasureTable(Database edgeDatabase, Clock clock) {
        this.database = edgeDatabase;
        this.clock = clock;
    }

    /**
     * An erasure.
     *
     * @param at when it was asked for; the time that its journal entries state
     */
    record Row(SubjectId subject, String who, String reason, Instant at, boolean done) {}

    /** Notes the intent before anything is done; a second request is the first one's. */
    void begin(SubjectId subject, String who, String reason) {
        database.update(jdbc ->
                jdbc.sql(
                                "INSERT OR IGNORE INTO erasure(subject, who, reason, at) VALUES (?, ?, ?, ?)")
                        .params(subject.value(), who, reason, clock.millis())
                        .update());
    }

    List<Row> all() {
        return database.read()
                .sql("SELECT subject, who, reason, at, done FROM erasure ORDER BY at, subject")
                .query((rs, _) ->
                        new Row(
                                new SubjectId(rs.getString(1)),
                                rs.getString(2),
                                rs.getString(3),
                                Instant.ofEpochMilli(rs.getLong(4)),
                                rs.getObject(5) != null))
                .list();
    }

    void mark(Collection<? extends Reference> references) {
        var now = clock.millis();
        database.update(jdbc -> {
            for (var each : references) {
                jdbc.sql("INSERT OR IGNORE INTO erased_record(reference, at) VALUES (?, ?)")
                        .params(each.text(), now)
                        .update();
            }
        });
    }

    void end(SubjectId subject) {
        database.update(jdbc ->
                jdbc.sql("UPDATE erasure SET done = ? WHERE subject = ?")
                        .params(clock.millis(), subject.value())
                        .update());
    }

    @Override
    public boolean erased(Reference reference) {
        return database.read()
                .sql("SELECT 1 FROM erased_record WHERE reference = ?")
                .param(reference.text())
                .query((_, _) -> true)
                .optional()
                .orElse(false);
    }
}
