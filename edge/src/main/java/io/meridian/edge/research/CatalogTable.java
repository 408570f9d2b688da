package io.meridian.edge.research;

import io.meridian.application.database.Database;
import io.meridian.artifact.Digest;
import io.meridian.artifact.Reference;
import io.meridian.governance.annotation.Label;
import io.meridian.governance.annotation.LabelDefinition;
import io.meridian.governance.annotation.Split;
import io.meridian.governance.catalog.CatalogEntry;
import io.meridian.governance.catalog.Pseudonym;
import io.meridian.governance.catalog.SplitUnit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The catalogue of the research zone on its database. Thread-safe. */
final class CatalogTable {
    private final Database database;
    private final Clock clock;

    CatalogTable(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A row.
     *
     * @param entry of the journal that says how the object was de-identified
     */
    record Row(CatalogEntry content, Reference.OfEntry entry) {}

    /** Adds rows in one transaction; where a corrected object replaces a row it keeps its label. */
    void put(List<Row> rows) {
        database.update(jdbc -> {
            for (var row : rows) {
                put(jdbc, row);
                jdbc.sql("INSERT OR IGNORE INTO object(digest, subject) VALUES (?, ?)")
                        .params(row.content().digest().value(), row.content().subject().value())
                        .update();
            }
        });
    }

    /** Takes an instance out: what replaced it may not come in. */
    void withdraw(Collection<String> instanceUids) {
        database.update(jdbc -> {
            for (var each : instanceUids) {
                jdbc.sql("DELETE FROM catalog WHERE instance_uid = ?").param(each).update();
            }
        });
    }

    private void put(JdbcClient jdbc, Row row) {
        var entry = row.content();
        jdbc.sql(
                        """
                        INSERT INTO catalog(instance_uid, study_uid, series_uid, subject, unit, sop_class, modality,
                            image_rows, image_columns, frames, sex, age_band, digest, size, entered, entry)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT(instance_uid) DO UPDATE SET study_uid = excluded.study_uid,
                            series_uid = excluded.series_uid, subject = excluded.subject, unit = excluded.unit,
                            sop_class = excluded.sop_class, modality = excluded.modality,
                            image_rows = excluded.image_rows, image_columns = excluded.image_columns,
                            frames = excluded.frames, sex = excluded.sex, age_band = excluded.age_band,
                            digest = excluded.digest, size = excluded.size, entry = excluded.entry\
                        """)
                .params(
                        entry.instanceUid(),
                        entry.studyUid(),
                        entry.seriesUid(),
                        entry.subject().value(),
                        entry.unit().word(),
                        entry.sopClass(),
                        entry.modality(),
                        entry.rows(),
                        entry.columns(),
                        entry.frames(),
                        entry.sex(),
                        entry.ageBand(),
                        entry.digest().value(),
                        entry.size(),
                        clock.millis(),
                        row.entry().text())
                .update();
    }

    /** Sets labels by new instance UID in one transaction; returns how many found their image. */
    int label(Map<String, Label> labels) {
        return database.write(jdbc -> {
            var found = 0;
            for (var each : labels.entrySet()) {
                found += label(jdbc, each.getKey(), each.getValue());
            }
            return found;
        });
    }

    private static int label(JdbcClient jdbc, String instanceUid, Label label) {
        var definition = label.definition();
        var split = label.split();
        return jdbc.sql(
                        """
                        UPDATE catalog SET label = ?, label_definition = ?, label_version = ?, label_unit = ?,
                            label_source = ?, ai_exposed = ?, split = ? WHERE instance_uid = ?\
                        """)
                .param(label.value())
                .param(definition.name())
                .param(definition.version())
                .param(definition.unit())
                .param(definition.source())
                .param(definition.aiExposed() ? 1 : 0)
                .param(split == null ? null : split.word())
                .param(instanceUid)
                .update();
    }

    /** At most so many rows that have a label, in order of instance UID. */
    List<Row> labelled(int limit) {
        return database.read()
                .sql("SELECT * FROM catalog WHERE label IS NOT NULL ORDER BY instance_uid LIMIT ?")
                .param(limit)
                .query((rs, _) -> row(rs))
                .list();
    }

    /** Whose object this is, also of one that a correction replaced. */
    Optional<Pseudonym> subject(Digest object) {
        return database.read()
                .sql("SELECT subject FROM object WHERE digest = ?")
                .param(object.value())
                .query((rs, _) -> new Pseudonym(rs.getString(1)))
                .optional();
    }

    /** How the objects of a subject that are in the catalogue were de-identified. */
    List<Reference> entriesOf(Pseudonym subject) {
        return database.read()
                .sql("SELECT entry FROM catalog WHERE subject = ?")
                .param(subject.value())
                .query((rs, _) -> Reference.parse(rs.getString(1)))
                .list();
    }

    /** Every object that a subject ever had here. */
    Set<Digest> objectsOf(Pseudonym subject) {
        return new HashSet<>(
                database.read()
                        .sql("SELECT digest FROM object WHERE subject = ?")
                        .param(subject.value())
                        .query((rs, _) -> new Digest(rs.getString(1)))
                        .list());
    }

    /** Takes a subject out; whose its objects were stays known, since versions name them. */
    void remove(Pseudonym subject) {
        database.update(jdbc ->
                jdbc.sql("DELETE FROM catalog WHERE subject = ?").param(subject.value()).update());
    }

    private static Row row(ResultSet rs) throws SQLException {
        return new Row(
                new CatalogEntry(
                        new Pseudonym(rs.getString("subject")),
                        rs.getString("unit").equals(SplitUnit.IMAGE.word())
                                ? SplitUnit.IMAGE
                                : SplitUnit.SUBJECT,
                        rs.getString("study_uid"),
                        rs.getString("series_uid"),
                        rs.getString("instance_uid"),
                        rs.getString("sop_class"),
                        rs.getString("modality"),
                        rs.getInt("image_rows"),
                        rs.getInt("image_columns"),
                        rs.getInt("frames"),
                        rs.getString("sex"),
                        rs.getString("age_band"),
                        new Digest(rs.getString("digest")),
                        rs.getLong("size"),
                        label(rs)),
                (Reference.OfEntry) Reference.parse(rs.getString("entry")));
    }

    private static @Nullable Label label(ResultSet rs) throws SQLException {
        var value = rs.getString("label");
        if (value == null) {
            return null;
        }
        var split = rs.getString("split");
        return new Label(
                value,
                new LabelDefinition(
                        rs.getString("label_definition"),
                        rs.getString("label_version"),
                        rs.getString("label_unit"),
                        rs.getString("label_source"),
                        rs.getInt("ai_exposed") != 0),
                split == null ? null : Split.of(split).orElse(null));
    }
}
