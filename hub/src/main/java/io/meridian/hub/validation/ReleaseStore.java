package io.meridian.hub.validation;

import io.meridian.application.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** The releases that were signed. Thread-safe. */
@Component
class ReleaseStore {
    private static final String SELECT =
            "SELECT digest, package, report, channel, version, lease_expires, created FROM release ";

    private final Database database;

    ReleaseStore(Database database) {
        this.database = database;
    }

    /** A signed release. */
    record ReleaseRow(
            String digest,
            String packageDigest,
            String report,
            String channel,
            String version,
            Instant leaseExpires,
            Instant created) {}

    void add(ReleaseRow row) {
        database.update(jdbc ->
                jdbc.sql(
                                "INSERT INTO release(digest, package, report, channel, version, lease_expires, created)"
                                        + " VALUES (?, ?, ?, ?, ?, ?, ?)")
                        .params(
                                row.digest(),
                                row.packageDigest(),
                                row.report(),
                                row.channel(),
                                row.version(),
                                row.leaseExpires().toEpochMilli(),
                                row.created().toEpochMilli())
                        .update());
    }

    /** Newest first. */
    List<ReleaseRow> all() {
        return database.read()
                .sql(SELECT + "ORDER BY created DESC, rowid DESC LIMIT 1000")
                .query((rs, _) -> row(rs))
                .list();
    }

    int count() {
        return database.read()
                .sql("SELECT count(*) FROM release")
                .query((rs, _) -> rs.getInt(1))
                .single();
    }

    private static ReleaseRow row(ResultSet rs) throws SQLException {
        return new ReleaseRow(
                rs.getString(1),
                rs.getString(2),
                rs.getString(3),
                rs.getString(4),
                rs.getString(5),
                Instant.ofEpochMilli(rs.getLong(6)),
                Instant.ofEpochMilli(rs.getLong(7)));
    }
}
