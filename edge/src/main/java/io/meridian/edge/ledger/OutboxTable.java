package io.meridian.edge.ledger;

import io.meridian.application.database.Database;
import io.meridian.network.outbox.OutboxEvent;
import io.meridian.network.outbox.OutboxStorage;
import java.time.Clock;
import java.util.Collection;
import java.util.List;

/** The outbox on the edge's database. What was acknowledged stays as a row, so that it is known. */
final class OutboxTable implements OutboxStorage {
    private final Database database;
    private final Clock clock;

    OutboxTable(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void append(OutboxEvent event) {
        database.update(jdbc ->
                jdbc.sql(
                                "INSERT OR IGNORE INTO event(id, kind, document, created) VALUES (?, ?, ?, ?)")
                        .params(event.id(), event.kind(), event.document(), clock.millis())
                        .update());
    }

    @Override
    public List<OutboxEvent> oldest(int limit) {
        return database.read()
                .sql(
                        "SELECT id, kind, document FROM event WHERE acknowledged IS NULL ORDER BY created, rowid LIMIT ?")
                .param(limit)
                .query((rs, _) ->
                        new OutboxEvent(rs.getString(1), rs.getString(2), rs.getString(3)))
                .list();
    }

    @Override
    public void remove(Collection<String> ids) {
        database.update(jdbc -> {
            for (var id : ids) {
                jdbc.sql("UPDATE event SET acknowledged = ? WHERE id = ? AND acknowledged IS NULL")
                        .params(clock.millis(), id)
                        .update();
            }
        });
    }
}
