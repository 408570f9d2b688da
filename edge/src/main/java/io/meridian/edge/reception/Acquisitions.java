package io.meridian.edge.reception;

import io.meridian.application.database.Database;
import io.meridian.artifact.Reference;
import io.meridian.edge.home.EdgeException;
import io.meridian.edge.ledger.SiteJournal;
import io.meridian.edge.work.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The journal's entry for each received object. It follows the acknowledgement, many in one sync,
 * and is made good after a restart; whoever needs it as a parent asks and gets it at once.
 * Thread-safe.
 */
@Component
public final class Acquisitions implements SmartLifecycle {
    private static final int BATCH = 64;

    private final Database database;
    private final Sealed sealed;
    private final SiteJournal journal;
    private final Worker worker =
            new Worker("acquisitions", Duration.ofSeconds(2), this::writeBatch);

    Acquisitions(Database clinicalDatabase, Sealed sealed, SiteJournal journal) {
        this.database = clinicalDatabase;
        this.sealed = sealed;
        this.journal = journal;
    }

    private record Row(
            String id,
            String study,
            String sopClass,
            String modality,
            long received,
            InstanceFacts facts) {
        String content() {
            return facts.content();
        }
    }

    private record Written(Row row, Reference.OfEntry entry) {}

    /** The entry of an instance as it is now. */
    public Reference.OfEntry entry(String instance) {
        var rows = rows("id = ?", instance, 1);
        if (rows.isEmpty()) {
            throw new EdgeException("there is no instance of this id");
        }
        return append(rows.getFirst());
    }

    /** The entry of an instance as it was with some content, which may have been replaced since. */
    public Reference.OfEntry entry(String instance, String content) {
        return rows("id = ?", instance, 1).stream()
                .findFirst()
                .flatMap(row -> journal.find(key(row, content)))
                .orElseGet(() -> entry(instance));
    }

    /** {@code acquisition/ID}; corrected contents have entries of their own. */
    private static String key(Row row, String content) {
        var first = "acquisition/" + row.id();
        return content.equals(row.facts().first()) ? first : first + "/" + content;
    }

    void wake() {
        worker.wake();
    }

    /** Writes entries that are missing. */
    boolean writeBatch() {
        var rows = rows("acquisition IS NULL AND received > ?", Long.MIN_VALUE, BATCH);
        if (rows.isEmpty()) {
            return false;
        }
        var written = new ArrayList<Written>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Written>>();
            for (var row : rows) {
                answers.add(threads.submit(() -> new Written(row, append(row))));
            }
            for (var answer : answers) {
                written.add(answer.get());
            }
        } catch (ExecutionException e) {
            throw new EdgeException("an acquisition could not be written to the journal", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        database.update(jdbc -> {
            for (var each : written) {
                // A correction that came meanwhile has cleared nothing yet: its content differs.
                if (contentNow(jdbc, each.row().id()).equals(each.row().content())) {
                    jdbc.sql("UPDATE instance SET acquisition = ? WHERE id = ?")
                            .params(each.entry().text(), each.row().id())
                            .update();
                }
            }
        });
        return true;
    }

    private String contentNow(
            org.springframework.jdbc.core.simple.JdbcClient jdbc, String instance) {
        return jdbc.sql("SELECT sealed FROM instance WHERE id = ?")
                .param(instance)
                .query((rs, _) -> facts(rs.getBytes(1)).content())
                .single();
    }

    private List<Row> rows(String where, Object parameter, int limit) {
        return database.read()
                .sql(
                        "SELECT id, study, sop_class, modality, received, sealed FROM instance WHERE "
                                + where
                                + " ORDER BY received LIMIT ?")
                .params(parameter, limit)
                .query((rs, _) ->
                        new Row(
                                rs.getString(1),
                                rs.getString(2),
                                rs.getString(3),
                                rs.getString(4),
                                rs.getLong(5),
                                facts(rs.getBytes(6))))
                .list();
    }

    private InstanceFacts facts(byte[] column) {
        return sealed.open(InstanceFacts.COLUMN, column, InstanceFacts.class);
    }

    private Reference.OfEntry append(Row row) {
        var fields = JsonMapper.shared().createObjectNode();
        fields.put("instance", row.id());
        fields.put("study", row.study());
        fields.put("sopClass", row.sopClass());
        fields.put("modality", row.modality());
        fields.put("content", row.content());
        return journal.append(
                key(row, row.content()),
                "acquisition",
                Instant.ofEpochMilli(row.received()),
                fields,
                List.of());
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
