package io.meridian.hub.validation;

import io.meridian.application.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The packages that jobs made. Thread-safe. */
@Component
class PackageStore {
    private static final String SELECT =
            "SELECT digest, name, job, created, network, parameters, dataset, gate, report FROM package ";

    private final Database database;

    PackageStore(Database database) {
        this.database = database;
    }

    /** A package as lists show it. */
    record PackageRow(
            String digest,
            String name,
            String job,
            Instant created,
            String network,
            long parameters,
            String dataset,
            String gate,
            @Nullable String report) {}

    List<PackageRow> all() {
        return database.read()
                .sql(SELECT + "ORDER BY created DESC LIMIT 1000")
                .query((rs, _) -> row(rs))
                .list();
    }

    Optional<PackageRow> find(String digest) {
        return database.read()
                .sql(SELECT + "WHERE digest = ?")
                .param(digest)
                .query((rs, _) -> row(rs))
                .optional();
    }

    private static PackageRow row(ResultSet rs) throws SQLException {
        return new PackageRow(
                rs.getString(1),
                rs.getString(2),
                rs.getString(3),
                Instant.ofEpochMilli(rs.getLong(4)),
                rs.getString(5),
                rs.getLong(6),
                rs.getString(7),
                rs.getString(8),
                rs.getString(9));
    }
}
