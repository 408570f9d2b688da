package io.meridian.edge.study;

import io.meridian.application.database.Database;
import io.meridian.application.process.Fault;
import io.meridian.artifact.Parent;
import io.meridian.artifact.Reference;
import io.meridian.edge.home.EdgeException;
import io.meridian.edge.inference.Result;
import io.meridian.edge.inference.Results;
import io.meridian.edge.ledger.SiteJournal;
import io.meridian.edge.reception.Sealed;
import io.meridian.edge.work.Worker;
import io.meridian.network.outbox.Outbox;
import io.meridian.network.outbox.OutboxEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What doctors say of results. The row comes first; journal entry and notice to the hub follow, at
 * once or after a restart. A later review supersedes the earlier ones, which stay. Thread-safe.
 */
@Component
final class Reviews implements SmartLifecycle {
    static final String AGREE = "agree";
    static final String CORRECT = "correct";
    private static final String COLUMN = "review.sealed";
    private static final int BATCH = 50;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

    /** Up to some three quarters of an hour; a doctor's word is never given up. */
    private static final int MOST_DOUBLINGS = 9;

    private static final Logger LOG = LoggerFactory.getLogger(Reviews.class);
    private static final String SELECT =
            "SELECT result, number, verdict, finding, sealed, reviewer, at, entry FROM review ";

    private final Database database;
    private final Sealed sealed;
    private final Results results;
    private final SiteJournal journal;
    private final Outbox outbox;
    private final Clock clock;
    private final Worker worker = new Worker("reviews", Duration.ofSeconds(5), this::settle);

    Reviews(
            Database clinicalDatabase,
            Sealed sealed,
            Results results,
            SiteJournal journal,
            Outbox outbox,
            Clock clock) {
        this.database = clinicalDatabase;
        this.sealed = sealed;
        this.results = results;
        this.journal = journal;
        this.outbox = outbox;
        this.clock = clock;
    }

    private record Key(String result, int number) {}

    private record Words(@Nullable String comment) {}

    private record Row(
            String result,
            int number,
            String verdict,
            String finding,
            Words words,
            String reviewer,
            Instant at,
            @Nullable String entry) {
        String key() {
            return "review/%s/%d".formatted(result, number);
        }
    }

    /** Keeps a review of an evaluated result; its journal entry is written when this returns. */
    Reference.OfEntry add(
            Result result,
            String reviewer,
            String verdict,
            String finding,
            @Nullable String comment) {
        var column = sealed.seal(COLUMN, new Words(comment));
        var at = clock.millis();
        var number =
                database.write(jdbc -> {
                    int next =
                            jdbc.sql(
                                            "SELECT coalesce(max(number), 0) + 1 FROM review WHERE result = ?")
                                    .param(result.id())
                                    .query((rs, _) -> rs.getInt(1))
                                    .single();
                    jdbc.sql(
                                    "INSERT INTO review(result, number, verdict, finding, sealed, reviewer, at)"
                                            + " VALUES (?, ?, ?, ?, ?, ?, ?)")
                            .params(result.id(), next, verdict, finding, column, reviewer, at)
                            .update();
                    return next;
                });
        return settle(find(result.id(), number).orElseThrow());
    }

    /** The review that counts. */
    Optional<Views.Review> latest(String result) {
        return database.read()
                .sql(SELECT + "WHERE result = ? ORDER BY number DESC LIMIT 1")
                .param(result)
                .query((rs, _) -> row(rs))
                .optional()
                .map(row ->
                        new Views.Review(
                                row.verdict(),
                                row.finding(),
                                row.words().comment(),
                                row.reviewer(),
                                row.at(),
                                row.entry() == null ? "" : row.entry()));
    }

    /** Makes good what a crash has left without journal entry. */
    boolean settle() {
        var rows =
                database.read()
                        .sql(
                                "SELECT result, number FROM review WHERE entry IS NULL AND next_attempt <= ?"
                                        + " ORDER BY next_attempt, at, number LIMIT ?")
                        .params(clock.millis(), BATCH)
                        .query((rs, _) -> new Key(rs.getString(1), rs.getInt(2)))
                        .list();
        rows.forEach(this::trySettle);
        return !rows.isEmpty();
    }

    /** A review that cannot be written must not keep the others from the journal. */
    private void trySettle(Key key) {
        try {
            settle(find(key.result(), key.number()).orElseThrow());
        } catch (RuntimeException e) {
            LOG.error(
                    "review not settled result={} number={} fault={}",
                    key.result(),
                    key.number(),
                    Fault.of(e));
            postpone(key);
        }
    }

    private void postpone(Key key) {
        database.update(jdbc -> {
            var attempts =
                    jdbc.sql("SELECT attempts FROM review WHERE result = ? AND number = ?")
                            .params(key.result(), key.number())
                            .query((rs, _) -> rs.getInt(1))
                            .single();
            var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
            jdbc.sql(
                            "UPDATE review SET attempts = attempts + 1, next_attempt = ?"
                                    + " WHERE result = ? AND number = ?")
                    .params(clock.millis() + pause.toMillis(), key.result(), key.number())
                    .update();
        });
    }

    private Reference.OfEntry settle(Row row) {
        var entry = journal.append(row.key(), "review", row.at(), fields(row), parents(row));
        var notice = JsonMapper.shared().createObjectNode();
        notice.put("result", row.result());
        notice.put("verdict", row.verdict());
        outbox.add(new OutboxEvent(row.key(), "review-notice", notice.toString()));
        database.update(jdbc ->
                jdbc.sql("UPDATE review SET entry = ? WHERE result = ? AND number = ?")
                        .params(entry.text(), row.result(), row.number())
                        .update());
        return entry;
    }

    private List<Parent> parents(Row row) {
        var parents = new ArrayList<Parent>();
        var result =
                results.find(row.result())
                        .map(Result::reference)
                        .orElseThrow(() ->
                                new EdgeException("a review is about a result of the journal"));
        parents.add(Parent.holding("result", Reference.parse(result)));
        if (row.number() > 1) {
            var before = find(row.result(), row.number() - 1).orElseThrow();
            parents.add(
                    Parent.holding(
                            "supersedes",
                            journal.find(before.key()).orElseGet(() -> settle(before))));
        }
        return parents;
    }

    private static tools.jackson.databind.node.ObjectNode fields(Row row) {
        var fields = JsonMapper.shared().createObjectNode();
        fields.put("result", row.result());
        fields.put("number", row.number());
        fields.put("verdict", row.verdict());
        fields.put("finding", row.finding());
        fields.put("reviewer", row.reviewer());
        return fields;
    }

    private Optional<Row> find(String result, int number) {
        return database.read()
                .sql(SELECT + "WHERE result = ? AND number = ?")
                .params(result, number)
                .query((rs, _) -> row(rs))
                .optional();
    }

    private Row row(ResultSet rs) throws SQLException {
        return new Row(
                rs.getString(1),
                rs.getInt(2),
                rs.getString(3),
                rs.getString(4),
                sealed.open(COLUMN, rs.getBytes(5), Words.class),
                rs.getString(6),
                Instant.ofEpochMilli(rs.getLong(7)),
                rs.getString(8));
    }

    @Override
    public void start() {
        worker.start();
    }

    @Override
    public void stop() {
        worker.stop();
    }

    @Override
    public boolean isRunning() {
        return worker.isRunning();
    }
}
