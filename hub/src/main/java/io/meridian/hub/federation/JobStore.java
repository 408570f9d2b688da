package io.meridian.hub.federation;

import io.meridian.application.database.Database;
import io.meridian.artifact.Digest;
import io.meridian.federation.job.FederatedJob;
import io.meridian.federation.round.RoundState;
import io.meridian.federation.round.RoundStates;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Jobs, rounds and offered updates in the database. Thread-safe. */
@Component
class JobStore {
    private static final String JOB =
            "SELECT id, document, state, reason, manifest, graph, weights, created FROM job ";
    private static final String ROUND =
            "SELECT job, round, state, manifest, weights, opened, closed FROM round ";

    /** Far more than a hub moves at once. */
    private static final int MOST_RUNNING = 1_000;

    /** As many rounds as a job's document may ask. */
    private static final int MOST_ROUNDS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(JobStore.class);

    private final Troubles unreadable = new Troubles(LOG);
    private final Database database;
    private final Clock clock;

    JobStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** An update that a site offered, and what became of it. */
    record Offer(
            String site,
            String manifest,
            @Nullable String weights,
            boolean accepted,
            @Nullable String reason,
            long examples,
            String metrics) {}

    void add(JobRow row, String document, String organisation) {
        database.update(jdbc ->
                jdbc.sql(
                                "INSERT INTO job(id, organisation, document, state, manifest, graph, weights, created)"
                                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                        .params(
                                row.id(),
                                organisation,
                                document,
                                row.state(),
                                row.manifest().value(),
                                row.graph().value(),
                                row.weights().value(),
                                row.created().toEpochMilli())
                        .update());
    }

    Optional<JobRow> job(String id) {
        return database.read()
                .sql(JOB + "WHERE id = ?")
                .param(id)
                .query((rs, _) -> job(rs))
                .optional();
    }

    List<JobRow> jobs() {
        var ids =
                database.read()
                        .sql("SELECT id FROM job ORDER BY created DESC LIMIT 200")
                        .query((rs, _) -> rs.getString(1))
                        .list();
        return ids.stream().flatMap(id -> readable(id).stream()).toList();
    }

    /** Those that can be read; one that cannot must not stop the others. */
    List<JobRow> running() {
        var ids =
                database.read()
                        .sql("SELECT id FROM job WHERE state = 'running' ORDER BY created LIMIT ?")
                        .param(MOST_RUNNING)
                        .query((rs, _) -> rs.getString(1))
                        .list();
        return ids.stream().flatMap(id -> readable(id).stream()).toList();
    }

    private Optional<JobRow> readable(String id) {
        try {
            var job = job(id);
            unreadable.over(id);
            return job;
        } catch (RuntimeException e) {
            unreadable.note(id, e);
            return Optional.empty();
        }
    }

    /** The ids of ended jobs in order, after one of them; page by page. */
    List<String> endedAfter(String id, int most) {
        return database.read()
                .sql("SELECT id FROM job WHERE state <> 'running' AND id > ? ORDER BY id LIMIT ?")
                .params(id, most)
                .query((rs, _) -> rs.getString(1))
                .list();
    }

    void end(String id, String state, @Nullable String reason) {
        database.update(jdbc ->
                jdbc.sql("UPDATE job SET state = ?, reason = ? WHERE id = ? AND state = 'running'")
                        .param(state)
                        .param(reason)
                        .param(id)
                        .update());
    }

    void open(String job, int round, RoundState state) {
        database.update(jdbc ->
                jdbc.sql(
                                "INSERT OR IGNORE INTO round(job, round, state, opened) VALUES (?, ?, ?, ?)")
                        .params(job, round, RoundStates.toJson(state), clock.millis())
                        .update());
    }

    void save(String job, int round, RoundState state) {
        database.update(jdbc ->
                jdbc.sql("UPDATE round SET state = ? WHERE job = ? AND round = ?")
                        .params(RoundStates.toJson(state), job, round)
                        .update());
    }

    void publish(
            String job, int round, RoundState state, Digest manifest, @Nullable Digest weights) {
        database.update(jdbc ->
                jdbc.sql(
                                "UPDATE round SET state = ?, manifest = ?, weights = ?, closed = ? WHERE job = ? AND round = ?")
                        .param(RoundStates.toJson(state))
                        .param(manifest.value())
                        .param(weights == null ? null : weights.value())
                        .param(clock.millis())
                        .param(job)
                        .param(round)
                        .update());
    }

    List<RoundRow> rounds(String job) {
        return database.read()
                .sql(ROUND + "WHERE job = ? ORDER BY round LIMIT ?")
                .params(job, MOST_ROUNDS)
                .query((rs, _) -> round(rs))
                .list();
    }

    Optional<RoundRow> round(String job, int round) {
        return database.read()
                .sql(ROUND + "WHERE job = ? AND round = ?")
                .params(job, round)
                .query((rs, _) -> round(rs))
                .optional();
    }

    Optional<RoundRow> lastRound(String job) {
        return database.read()
                .sql(ROUND + "WHERE job = ? ORDER BY round DESC LIMIT 1")
                .param(job)
                .query((rs, _) -> round(rs))
                .optional();
    }

    /** One transaction: what became of an offer, and the round's state after it. */
    void offered(String job, int round, RoundState state, Offer offer) {
        database.update(jdbc -> {
            jdbc.sql(
                            "INSERT OR REPLACE INTO update_offer(job, round, site, manifest, weights, accepted, reason,"
                                    + " examples, metrics, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                    .param(job)
                    .param(round)
                    .param(offer.site())
                    .param(offer.manifest())
                    .param(offer.weights())
                    .param(offer.accepted() ? 1 : 0)
                    .param(offer.reason())
                    .param(offer.examples())
                    .param(offer.metrics())
                    .param(clock.millis())
                    .update();
            jdbc.sql("UPDATE round SET state = ? WHERE job = ? AND round = ?")
                    .params(RoundStates.toJson(state), job, round)
                    .update();
        });
    }

    List<Offer> offers(String job, int round) {
        return database.read()
                .sql(
                        "SELECT site, manifest, weights, accepted, reason, examples, metrics FROM update_offer"
                                + " WHERE job = ? AND round = ? ORDER BY site, accepted DESC LIMIT 10000")
                .params(job, round)
                .query((rs, _) ->
                        new Offer(
                                rs.getString(1),
                                rs.getString(2),
                                rs.getString(3),
                                rs.getInt(4) == 1,
                                rs.getString(5),
                                rs.getLong(6),
                                rs.getString(7)))
                .list();
    }

    private static JobRow job(ResultSet rs) throws SQLException {
        return new JobRow(
                rs.getString(1),
                FederatedJob.read(rs.getString(2)).orThrow(),
                rs.getString(3),
                rs.getString(4),
                new Digest(rs.getString(5)),
                new Digest(rs.getString(6)),
                new Digest(rs.getString(7)),
                Instant.ofEpochMilli(rs.getLong(8)));
    }

    private static RoundRow round(ResultSet rs) throws SQLException {
        var closed = rs.getLong(7);
        var isOpen = rs.wasNull();
        return new RoundRow(
                rs.getString(1),
                rs.getInt(2),
                RoundStates.parse(rs.getString(3)),
                rs.getString(4),
                rs.getString(5),
                rs.getLong(6),
                isOpen ? null : closed);
    }
}
