package io.meridian.edge.reception;

import io.meridian.application.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of studies and instances in the clinical database. Thread-safe. */
@Component
public final class Instances {
    private static final String SELECT =
            "SELECT id, study, subject, number, sop_class, modality, received, research, sealed FROM instance";

    private final Database database;
    private final Sealed sealed;

    Instances(Database clinicalDatabase, Sealed sealed) {
        this.database = clinicalDatabase;
        this.sealed = sealed;
    }

    /** An instance as its row says. */
    public record Row(
            String id,
            String study,
            String subject,
            int number,
            String sopClass,
            String modality,
            long received,
            String research,
            InstanceFacts facts) {
        /** The name of its file. */
        public String file() {
            return ClinicalObjects.nameOf(id, facts.content());
        }
    }

    /** An object whose file is on disk. */
    record Arrival(
            String id,
            String lookup,
            String study,
            String studyLookup,
            String subject,
            String sopClass,
            String modality,
            long bytes,
            long at,
            InstanceFacts facts,
            StudyFacts studyFacts,
            Index index) {}

    /** What searches find it by, and its header. */
    record Index(String series, String patient, String accession, InstanceHeader header) {}

    public Optional<Row> find(String id) {
        return database.read()
                .sql(SELECT + " WHERE id = ?")
                .param(id)
                .query((rs, _) -> row(rs))
                .optional();
    }

    /** The instances of a study, in the order of their numbers; at most the first so many. */
    public List<Row> ofStudy(String study, int limit) {
        return database.read()
                .sql(SELECT + " WHERE study = ? ORDER BY number LIMIT ?")
                .params(study, limit)
                .query((rs, _) -> row(rs))
                .list();
    }

    /** Of those that come after a number, at most the first so many. */
    public List<Row> ofStudyAfter(String study, int number, int limit) {
        return database.read()
                .sql(SELECT + " WHERE study = ? AND number > ? ORDER BY number LIMIT ?")
                .params(study, number, limit)
                .query((rs, _) -> row(rs))
                .list();
    }

    private Row row(ResultSet rs) throws SQLException {
        return new Row(
                rs.getString(1),
                rs.getString(2),
                rs.getString(3),
                rs.getInt(4),
                rs.getString(5),
                rs.getString(6),
                rs.getLong(7),
                rs.getString(8),
                sealed.open(InstanceFacts.COLUMN, rs.getBytes(9), InstanceFacts.class));
    }

    /** Commits an object that was not there before, with its study. */
    void insert(Arrival arrival) {
        var facts = sealed.seal(InstanceFacts.COLUMN, arrival.facts());
        var studyFacts = sealed.seal(StudyFacts.COLUMN, arrival.studyFacts());
        var index = arrival.index();
        var header = sealed.keys().seal(InstanceHeader.COLUMN, index.header().bytes());
        database.update(jdbc -> {
            jdbc.sql(
                            "INSERT INTO study(id, lookup, subject, sealed, modality, received, changed,"
                                    + " patient, accession, state)"
                                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'receiving') ON CONFLICT(id) DO"
                                    + " UPDATE SET changed = excluded.changed, state = 'receiving', evaluated = 0")
                    .params(
                            arrival.study(),
                            arrival.studyLookup(),
                            arrival.subject(),
                            studyFacts,
                            arrival.modality(),
                            arrival.at(),
                            arrival.at(),
                            index.patient(),
                            index.accession())
                    .update();
            jdbc.sql(
                            "INSERT INTO instance(id, lookup, study, subject, sealed, number, sop_class,"
                                    + " modality, bytes, received, series, header)"
                                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                    .params(
                            arrival.id(),
                            arrival.lookup(),
                            arrival.study(),
                            arrival.subject(),
                            facts,
                            nextNumber(jdbc, arrival.study()),
                            arrival.sopClass(),
                            arrival.modality(),
                            arrival.bytes(),
                            arrival.at(),
                            index.series(),
                            header)
                    .update();
        });
    }

    /** Commits other bytes for a known object: they count now, and its study is evaluated again. */
    void correct(Row before, Arrival arrival) {
        var facts =
                sealed.seal(
                        InstanceFacts.COLUMN,
                        before.facts().replacedBy(before.subject(), arrival.facts()));
        var studyFacts = sealed.seal(StudyFacts.COLUMN, arrival.studyFacts());
        var index = arrival.index();
        var header = sealed.keys().seal(InstanceHeader.COLUMN, index.header().bytes());
        database.update(jdbc -> {
            jdbc.sql(
                            "INSERT INTO study(id, lookup, subject, sealed, modality, received, changed,"
                                    + " patient, accession, state)"
                                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'receiving') ON CONFLICT(id) DO"
                                    + " UPDATE SET changed = excluded.changed, state = 'receiving',"
                                    + " sealed = excluded.sealed, subject = excluded.subject,"
                                    + " patient = excluded.patient, accession = excluded.accession, evaluated = 0")
                    .params(
                            arrival.study(),
                            arrival.studyLookup(),
                            arrival.subject(),
                            studyFacts,
                            arrival.modality(),
                            arrival.at(),
                            arrival.at(),
                            index.patient(),
                            index.accession())
                    .update();
            var number =
                    before.study().equals(arrival.study())
                            ? before.number()
                            : nextNumber(jdbc, arrival.study());
            jdbc.sql(
                            "UPDATE instance SET study = ?, subject = ?, sealed = ?, number = ?, sop_class = ?,"
                                    + " modality = ?, bytes = ?, series = ?, header = ?, research = 'pending', research_tries = 0, acquisition = NULL WHERE id = ?")
                    .params(
                            arrival.study(),
                            arrival.subject(),
                            facts,
                            number,
                            arrival.sopClass(),
                            arrival.modality(),
                            arrival.bytes(),
                            index.series(),
                            header,
                            arrival.id())
                    .update();
        });
    }

    /** Notes a refused object once. */
    void quarantine(
            String id, long at, Conformance.Finding.Broken why, String sopClass, long size) {
        database.update(jdbc ->
                jdbc.sql(
                                "INSERT OR IGNORE INTO quarantine(id, zone, received, rule, reason, sop_class, bytes)"
                                        + " VALUES (?, 'reception', ?, ?, ?, ?, ?)")
                        .params(id, at, why.rule(), why.reason(), sopClass, size)
                        .update());
    }

    private static int nextNumber(JdbcClient jdbc, String study) {
        return jdbc.sql("SELECT coalesce(max(number), 0) + 1 FROM instance WHERE study = ?")
                .param(study)
                .query((rs, _) -> rs.getInt(1))
                .single();
    }
}
