package io.meridian.hub.validation;

import io.meridian.application.database.Database;
import io.meridian.artifact.Digest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Validation runs in the database. Thread-safe. */
@Component
class ValidationStore {
    private static final String SELECT =
            "SELECT id, package, dataset, models, sites, state, reason, report, passed, findings, created, deadline"
                    + " FROM validation ";

    private final Database database;

    ValidationStore(Database database) {
        this.database = database;
    }

    void add(ValidationRow row) {
        database.update(jdbc ->
                jdbc.sql(
                                "INSERT INTO validation(id, package, dataset, models, sites, state, created, deadline)"
                                        + " VALUES (?, ?, ?, ?, ?, 'running', ?, ?)")
                        .params(
                                row.id(),
                                row.packageDigest().value(),
                                row.dataset(),
                                JsonMapper.shared().writeValueAsString(row.models()),
                                String.join(",", row.sites()),
                                row.created().toEpochMilli(),
                                row.deadline().toEpochMilli())
                        .update());
    }

    Optional<ValidationRow> find(String id) {
        return database.read()
                .sql(SELECT + "WHERE id = ?")
                .param(id)
                .query((rs, _) -> row(rs))
                .optional();
    }

    /** The run that made a report. */
    Optional<ValidationRow> ofReport(String report) {
        return database.read()
                .sql(SELECT + "WHERE report = ? LIMIT 1")
                .param(report)
                .query((rs, _) -> row(rs))
                .optional();
    }

    List<ValidationRow> running() {
        return database.read()
                .sql(SELECT + "WHERE state = 'running' ORDER BY created LIMIT 1000")
                .query((rs, _) -> row(rs))
                .list();
    }

    void fail(String id, String reason) {
        database.update(jdbc ->
                jdbc.sql("UPDATE validation SET state = 'failed', reason = ? WHERE id = ?")
                        .params(reason, id)
                        .update());
    }

    /** One transaction: the run's outcome, and what the package's list shows. */
    void finish(ValidationRow row, Digest report, boolean passed, String findings, String notes) {
        database.update(jdbc -> {
            jdbc.sql(
                            "UPDATE validation SET state = 'finished', report = ?, passed = ?, findings = ?, reason = ?"
                                    + " WHERE id = ?")
                    .params(report.value(), passed ? 1 : 0, findings, notes, row.id())
                    .update();
            jdbc.sql("UPDATE package SET gate = ?, report = ? WHERE digest = ?")
                    .params(
                            passed ? "passed" : "failed",
                            report.value(),
                            row.packageDigest().value())
                    .update();
        });
    }

    private static ValidationRow row(ResultSet rs) throws SQLException {
        var passed = rs.getInt(9);
        Boolean known = rs.wasNull() ? null : passed == 1;
        return new ValidationRow(
                rs.getString(1),
                new Digest(rs.getString(2)),
                rs.getString(3),
                Arrays.asList(
                        JsonMapper.shared()
                                .readValue(rs.getString(4), ValidationRow.Model[].class)),
                Arrays.asList(rs.getString(5).split(",")),
                rs.getString(6),
                rs.getString(7),
                rs.getString(8),
                known,
                rs.getString(10),
                Instant.ofEpochMilli(rs.getLong(11)),
                Instant.ofEpochMilli(rs.getLong(12)));
    }
}
