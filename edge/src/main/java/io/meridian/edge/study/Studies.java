package io.meridian.edge.study;

import io.meridian.application.database.Database;
import io.meridian.edge.inference.Result;
import io.meridian.edge.inference.Results;
import io.meridian.edge.reception.Instances;
import io.meridian.edge.reception.Sealed;
import io.meridian.edge.reception.StudyFacts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Studies as doctors see them. Thread-safe. */
@Component
final class Studies {
    private static final int INSTANCES = 1_000;
    private static final String SELECT =
            "SELECT s.id, s.received, s.modality, s.sealed,"
                    + " (SELECT count(*) FROM instance i WHERE i.study = s.id) FROM study s ";
    private static final String IN_SHADOW = "a release runs in shadow; its answers are not shown";

    private final Database database;
    private final Sealed sealed;
    private final Instances instances;
    private final Results results;
    private final Reviews reviews;

    Studies(
            Database clinicalDatabase,
            Sealed sealed,
            Instances instances,
            Results results,
            Reviews reviews) {
        this.database = clinicalDatabase;
        this.sealed = sealed;
        this.instances = instances;
        this.results = results;
        this.reviews = reviews;
    }

    /** Newest first, older than the study of this id if there is one. */
    List<Views.Study> list(int limit, @Nullable String before) {
        var sql =
                before == null
                        ? SELECT + "WHERE ? IS NULL"
                        : SELECT
                                + "WHERE (s.received, s.id) < (SELECT received, id FROM study WHERE id = ?)";
        return database.read()
                .sql(sql + " ORDER BY s.received DESC, s.id DESC LIMIT ?")
                .param(before)
                .param(limit)
                .query((rs, _) -> view(rs))
                .list();
    }

    Optional<Views.Study> find(String id) {
        return database.read()
                .sql(SELECT + "WHERE s.id = ?")
                .param(id)
                .query((rs, _) -> view(rs))
                .optional();
    }

    List<Views.Instance> instances(String study) {
        return instances.ofStudy(study, INSTANCES).stream()
                .map(row ->
                        new Views.Instance(
                                row.number(),
                                row.modality(),
                                row.sopClass(),
                                Instant.ofEpochMilli(row.received()),
                                row.research(),
                                "/api/v1/studies/%s/instances/%d/rendered"
                                        .formatted(study, row.number())))
                .toList();
    }

    /** The opaque id of the instance with this number. */
    Optional<String> instance(String study, int number) {
        return database.read()
                .sql("SELECT id FROM instance WHERE study = ? AND number = ? LIMIT 1")
                .params(study, number)
                .query((rs, _) -> rs.getString(1))
                .optional();
    }

    /** A result with its study; empty for answers that are not for doctors. */
    Optional<Views.Result> result(String id) {
        return results.find(id)
                .filter(result -> !result.hidden())
                .flatMap(result -> find(result.study()).map(study -> view(result, study)));
    }

    private Views.Result view(Result result, Views.Study study) {
        var decided = result.instance();
        return new Views.Result(
                result.id(),
                study,
                result.at(),
                outcome(result),
                result.reference(),
                result.pacs(),
                decided == null
                        ? null
                        : instances.find(decided).map(Instances.Row::number).orElse(null),
                reviews.latest(result.id()).orElse(null));
    }

    private Views.Study view(ResultSet rs) throws SQLException {
        var id = rs.getString(1);
        var facts = sealed.open(StudyFacts.COLUMN, rs.getBytes(4), StudyFacts.class);
        var result = results.ofStudy(id);
        return new Views.Study(
                id,
                Instant.ofEpochMilli(rs.getLong(2)),
                rs.getString(3),
                facts.patientName(),
                facts.patientId(),
                facts.studyDate().isEmpty() ? null : facts.studyDate(),
                facts.accessionNumber().isEmpty() ? null : facts.accessionNumber(),
                rs.getInt(5),
                result.map(Studies::outcome)
                        .orElseGet(() -> Views.Outcome.without("pending", null)),
                result.filter(each -> !each.hidden())
                        .flatMap(each -> reviews.latest(each.id()))
                        .orElse(null));
    }

    private static Views.Outcome outcome(Result result) {
        if (result.hidden()) {
            return Views.Outcome.without("not-evaluated", IN_SHADOW);
        }
        return new Views.Outcome(
                result.state().word(),
                result.id(),
                result.finding(),
                result.label(),
                result.score(),
                result.threshold(),
                result.reason(),
                result.release());
    }
}
