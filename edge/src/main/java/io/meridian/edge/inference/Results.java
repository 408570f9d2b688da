package io.meridian.edge.inference;

import io.meridian.application.database.Database;
import io.meridian.edge.reception.Sealed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of results. Thread-safe. */
@Component
public final class Results {
    private static final String SELECT =
            "SELECT r.id, r.study, r.instance, r.instances, r.release, r.channel, r.at, r.sealed, r.state,"
                    + " r.finding, r.label, r.score, r.threshold, r.reason, r.reference, r.pacs, r.attempts,"
                    + " s.result = r.id FROM result r JOIN study s ON s.id = r.study ";

    private final Database database;
    private final Sealed sealed;

    Results(Database clinicalDatabase, Sealed sealed) {
        this.database = clinicalDatabase;
        this.sealed = sealed;
    }

    public Optional<Result> find(String id) {
        return database.read()
                .sql(SELECT + "WHERE r.id = ?")
                .param(id)
                .query((rs, _) -> row(rs))
                .optional();
    }

    /** The result that speaks for a study. */
    public Optional<Result> ofStudy(String study) {
        return database.read()
                .sql(SELECT + "WHERE s.id = ? AND r.id = s.result")
                .param(study)
                .query((rs, _) -> row(rs))
                .optional();
    }

    /** Intents whose turn it is. */
    List<Result> pending(Instant now, int limit) {
        return list("r.state = 'pending' AND r.next_attempt <= ?", now, limit);
    }

    /** Answers that not everything is written about. */
    List<Result> unpublished(Instant now, int limit) {
        return list(
                "r.reference IS NULL AND r.release IS NOT NULL AND r.state <> 'pending' AND r.next_attempt <= ?",
                now,
                limit);
    }

    /** Reports that wait for the archive. */
    List<Result> waiting(Instant now, int limit) {
        return list("r.pacs = 'waiting' AND r.next_attempt <= ?", now, limit);
    }

    private List<Result> list(String where, Instant now, int limit) {
        return database.read()
                .sql(SELECT + "WHERE " + where + " ORDER BY r.next_attempt, r.at LIMIT ?")
                .params(now.toEpochMilli(), limit)
                .query((rs, _) -> row(rs))
                .list();
    }

    /** Stores an intent, or an answer that needs no work; a row of this id changes nothing. */
    void insert(
            JdbcClient jdbc,
            String id,
            Study study,
            @Nullable String release,
            @Nullable String channel,
            Instant at,
            ResultFacts facts,
            Result.State state,
            @Nullable String reason) {
        jdbc.sql(
                        "INSERT OR IGNORE INTO result(id, study, instances, release, channel, at, sealed, state,"
                                + " reason, pacs) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'not-configured')")
                .param(id)
                .param(study.id())
                .param(study.instances())
                .param(release)
                .param(channel)
                .param(at.toEpochMilli())
                .param(sealed.seal(ResultFacts.COLUMN, facts))
                .param(state.word())
                .param(reason)
                .update();
    }

    /** The model answered. */
    void evaluated(Result result, String instance, double score, String label, double threshold) {
        database.update(jdbc ->
                jdbc.sql(
                                "UPDATE result SET state = 'evaluated', instance = ?, score = ?, label = ?, threshold = ?,"
                                        + " finding = ?, attempts = 0, next_attempt = 0 WHERE id = ? AND state = 'pending'")
                        .params(
                                instance,
                                score,
                                label,
                                threshold,
                                score >= threshold ? Result.POSITIVE : Result.NEGATIVE,
                                result.id())
                        .update());
    }

    /** There is no answer, and there will be none to this intent. */
    void unanswered(Result result, Result.State state, String reason, boolean again) {
        database.update(jdbc -> {
            jdbc.sql(
                            "UPDATE result SET state = ?, reason = ?, attempts = 0, next_attempt = 0"
                                    + " WHERE id = ? AND state = 'pending'")
                    .params(state.word(), reason, result.id())
                    .update();
            if (again) {
                jdbc.sql("UPDATE study SET evaluated = 0 WHERE id = ? AND result = ?")
                        .params(result.study(), result.id())
                        .update();
            }
        });
    }

    void postpone(Result result, Instant until) {
        database.update(jdbc ->
                jdbc.sql("UPDATE result SET attempts = attempts + 1, next_attempt = ? WHERE id = ?")
                        .params(until.toEpochMilli(), result.id())
                        .update());
    }

    /** Everything is written; what comes next is the archive, if there is one. */
    void published(Result result, String reference, String pacs) {
        database.update(jdbc ->
                jdbc.sql(
                                "UPDATE result SET reference = ?, pacs = ?, attempts = 0, next_attempt = 0 WHERE id = ?")
                        .params(reference, pacs, result.id())
                        .update());
    }

    void pacs(Result result, String state) {
        database.update(jdbc ->
                jdbc.sql("UPDATE result SET pacs = ? WHERE id = ?")
                        .params(state, result.id())
                        .update());
    }

    private Result row(ResultSet rs) throws SQLException {
        return new Result(
                rs.getString(1),
                rs.getString(2),
                rs.getString(3),
                rs.getInt(4),
                rs.getString(5),
                rs.getString(6),
                Instant.ofEpochMilli(rs.getLong(7)),
                sealed.open(ResultFacts.COLUMN, rs.getBytes(8), ResultFacts.class),
                Result.State.of(rs.getString(9)),
                rs.getString(10),
                rs.getString(11),
                number(rs, 12),
                number(rs, 13),
                rs.getString(14),
                rs.getString(15),
                rs.getString(16),
                rs.getInt(17),
                rs.getBoolean(18));
    }

    private static @Nullable Double number(ResultSet rs, int column) throws SQLException {
        var value = rs.getDouble(column);
        return rs.wasNull() ? null : value;
    }
}
