package io.meridian.edge.link;

import com.google.protobuf.ByteString;
import io.meridian.application.database.Database;
import io.meridian.edge.ledger.LinkAlarm;
import io.meridian.network.link.v1.ItemStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The rows of what the hub asks. Thread-safe. */
@Component
public class TaskTable {
    private static final String COLUMNS =
            "SELECT id, kind, revision, document, phase, reason, status, verdict, wanted, received, changed FROM task";

    /** A withdrawn task moves no more; a release does, by its own rules. */
    private static final String STILL = " WHERE id = ? AND (wanted = 1 OR kind = 'release')";

    private static final int MOST = 1_000;

    private final Database database;
    private final Clock clock;
    private final ObjectProvider<LinkAlarm> alarm;

    TaskTable(Database edgeDatabase, Clock clock, ObjectProvider<LinkAlarm> alarm) {
        this.database = edgeDatabase;
        this.clock = clock;
        this.alarm = alarm;
    }

    public Optional<TaskRow> find(String id) {
        return database.read()
                .sql(COLUMNS + " WHERE id = ?")
                .param(id)
                .query((rs, _) -> row(rs))
                .optional();
    }

    /** The newest rows, for people. */
    public List<TaskRow> newest(int limit) {
        return database.read()
                .sql(COLUMNS + " ORDER BY received DESC, id DESC LIMIT ?")
                .param(limit)
                .query((rs, _) -> row(rs))
                .list();
    }

    /** Training and evaluation that is to be done, in the order in which it was asked. */
    List<TaskRow> open() {
        return database.read()
                .sql(
                        COLUMNS
                                + " WHERE wanted = 1 AND kind IN ('train', 'evaluate')"
                                + " AND phase IN ('admitted', 'fetching', 'training', 'evaluating', 'uploading')"
                                + " ORDER BY received, id LIMIT "
                                + MOST)
                .query((rs, _) -> row(rs))
                .list();
    }

    /** Training that ended with a verdict, is asked no more, and rests since before this time. */
    List<TaskRow> judgedBefore(Instant time) {
        return database.read()
                .sql(
                        COLUMNS
                                + " WHERE kind = 'train' AND verdict IS NOT NULL AND wanted = 0 AND changed < ?"
                                + " ORDER BY changed DESC LIMIT "
                                + MOST)
                .param(time.toEpochMilli())
                .query((rs, _) -> row(rs))
                .list();
    }

    /** Releases, newest first. */
    List<TaskRow> releases() {
        return database.read()
                .sql(COLUMNS + " WHERE kind = 'release' ORDER BY received DESC, id LIMIT " + MOST)
                .query((rs, _) -> row(rs))
                .list();
    }

    /** What the hub is told of everything that it asks now. */
    List<ItemStatus> statuses() {
        return database
                .read()
                .sql(COLUMNS + " WHERE wanted = 1 ORDER BY received DESC LIMIT " + MOST)
                .query((rs, _) -> row(rs))
                .list()
                .stream()
                .map(TaskTable::status)
                .toList();
    }

    private static ItemStatus status(TaskRow row) {
        var status =
                ItemStatus.newBuilder()
                        .setId(row.id())
                        .setRevision(row.revision())
                        .setPhase(row.phase())
                        .setReason(row.reason() == null ? "" : row.reason());
        if (row.status() != null) {
            status.setDocument(ByteString.copyFromUtf8(row.status()));
        }
        return status.build();
    }

    /** Moves a row on; its status document stays. */
    void move(String id, String phase, @Nullable String reason) {
        database.update(jdbc ->
                jdbc.sql("UPDATE task SET phase = ?, reason = ?, changed = ?" + STILL)
                        .param(phase)
                        .param(reason)
                        .param(clock.millis())
                        .param(id)
                        .update());
        alarm.ifAvailable(LinkAlarm::changed);
    }

    /** Moves a row on, with another status document. */
    void move(String id, String phase, @Nullable String reason, JsonNode status) {
        database.update(jdbc ->
                jdbc.sql("UPDATE task SET phase = ?, reason = ?, status = ?, changed = ?" + STILL)
                        .param(phase)
                        .param(reason)
                        .param(status.toString())
                        .param(clock.millis())
                        .param(id)
                        .update());
        alarm.ifAvailable(LinkAlarm::changed);
    }

    private static TaskRow row(ResultSet rs) throws SQLException {
        return new TaskRow(
                rs.getString("id"),
                rs.getString("kind"),
                rs.getLong("revision"),
                rs.getString("document"),
                rs.getString("phase"),
                rs.getString("reason"),
                rs.getString("status"),
                rs.getString("verdict"),
                rs.getInt("wanted") == 1,
                Instant.ofEpochMilli(rs.getLong("received")),
                Instant.ofEpochMilli(rs.getLong("changed")));
    }
}
