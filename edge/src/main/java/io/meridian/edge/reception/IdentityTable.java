package io.meridian.edge.reception;

import io.meridian.application.database.Database;
import io.meridian.governance.identity.IdentityEvent;
import io.meridian.governance.identity.IdentityStore;
import io.meridian.governance.identity.LookupKey;
import io.meridian.governance.identity.SubjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The identity index on the clinical database: keyed hashes and subjects, no numbers. */
@Component
final class IdentityTable implements IdentityStore {
    private final Database database;

    IdentityTable(Database clinicalDatabase) {
        this.database = clinicalDatabase;
    }

    @Override
    public Optional<SubjectId> find(LookupKey key) {
        return database.read()
                .sql("SELECT subject FROM identity_link WHERE lookup = ?")
                .param(key.value())
                .query((rs, _) -> new SubjectId(rs.getString(1)))
                .optional();
    }

    @Override
    public void append(IdentityEvent event, List<Link> links) {
        database.update(jdbc -> {
            var row = row(event);
            jdbc.sql(
                            "INSERT INTO identity_event(kind, lookup, source, target, at) VALUES (?, ?, ?, ?, ?)")
                    .params(row.kind, row.lookup, row.source, row.target, event.at().toEpochMilli())
                    .update();
            for (var link : links) {
                jdbc.sql(
                                "INSERT INTO identity_link(lookup, subject) VALUES (?, ?)"
                                        + " ON CONFLICT(lookup) DO UPDATE SET subject = excluded.subject")
                        .params(link.key().value(), link.subject().value())
                        .update();
            }
        });
    }

    @Override
    public List<LookupKey> keysOf(SubjectId subject) {
        return database.read()
                .sql("SELECT lookup FROM identity_link WHERE subject = ? ORDER BY lookup")
                .param(subject.value())
                .query((rs, _) -> new LookupKey(rs.getString(1)))
                .list();
    }

    @Override
    public List<IdentityEvent> events() {
        return database.read()
                .sql(
                        "SELECT kind, lookup, source, target, at FROM identity_event ORDER BY sequence")
                .query((rs, _) -> event(rs))
                .list();
    }

    private record Row(String kind, String lookup, String source, String target) {}

    private static Row row(IdentityEvent event) {
        return switch (event) {
            case IdentityEvent.Assigned(var key, var subject, _) ->
                    new Row("assigned", key.value(), "", subject.value());
            case IdentityEvent.Merged(var from, var into, _) ->
                    new Row("merged", "", from.value(), into.value());
            case IdentityEvent.Split(var key, var from, var into, _) ->
                    new Row("split", key.value(), from.value(), into.value());
        };
    }

    private static IdentityEvent event(ResultSet rs) throws SQLException {
        var at = Instant.ofEpochMilli(rs.getLong(5));
        var target = new SubjectId(rs.getString(4));
        return switch (rs.getString(1)) {
            case "assigned" ->
                    new IdentityEvent.Assigned(new LookupKey(rs.getString(2)), target, at);
            case "merged" -> new IdentityEvent.Merged(new SubjectId(rs.getString(3)), target, at);
            default ->
                    new IdentityEvent.Split(
                            new LookupKey(rs.getString(2)),
                            new SubjectId(rs.getString(3)),
                            target,
                            at);
        };
    }
}
