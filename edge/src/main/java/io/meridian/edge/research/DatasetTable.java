package io.meridian.edge.research;

import io.meridian.application.database.Database;
import io.meridian.artifact.Digest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The frozen versions by name and number. Thread-safe. */
final class DatasetTable {
    private static final String SELECT =
            "SELECT digest, name, version, number, split_unit, counts, members, commitment, created FROM dataset ";

    private final Database database;

    DatasetTable(Database database) {
        this.database = database;
    }

    /**
     * A version.
     *
     * @param digest of its edge-only record
     * @param content name of its members list: the same members have the same
     * @param number among the versions of its name, from 1
     * @param counts by split and label, as JSON
     * @param members digest of the members list
     * @param commitment digest of the record that the hub knows
     */
    record Row(
            Digest digest,
            String name,
            String content,
            int number,
            String splitUnit,
            String counts,
            Digest members,
            Digest commitment,
            Instant created) {}

    void add(Row row) {
        database.update(jdbc ->
                jdbc.sql(
                                """
                                INSERT INTO dataset(digest, name, version, number, split_unit, counts, members, commitment, created)
                                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)\
                                """)
                        .params(
                                row.digest().value(),
                                row.name(),
                                row.content(),
                                row.number(),
                                row.splitUnit(),
                                row.counts(),
                                row.members().value(),
                                row.commitment().value(),
                                row.created().toEpochMilli())
                        .update());
    }

    Optional<Row> newest(String name) {
        return database.read()
                .sql(SELECT + "WHERE name = ? ORDER BY number DESC LIMIT 1")
                .param(name)
                .query((rs, _) -> row(rs))
                .optional();
    }

    /** Newest first. */
    List<Row> newest(int limit) {
        return database.read()
                .sql(SELECT + "ORDER BY created DESC, rowid DESC LIMIT ?")
                .param(limit)
                .query((rs, _) -> row(rs))
                .list();
    }

    private static Row row(ResultSet rs) throws SQLException {
        return new Row(
                new Digest(rs.getString(1)),
                rs.getString(2),
                rs.getString(3),
                rs.getInt(4),
                rs.getString(5),
                rs.getString(6),
                new Digest(rs.getString(7)),
                new Digest(rs.getString(8)),
                Instant.ofEpochMilli(rs.getLong(9)));
    }
}
