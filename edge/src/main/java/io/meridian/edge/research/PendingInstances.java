package io.meridian.edge.research;

import io.meridian.application.database.Database;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The clinical zone's instances that wait for the research zone. Thread-safe. */
final class PendingInstances {
    private final Database clinical;

    PendingInstances(Database clinical) {
        this.clinical = clinical;
    }

    /**
     * An instance that waits.
     *
     * @param id of its row, opaque
     * @param state the row's sealed column, which is another after a correction
     * @param tries how often it was begun before
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared here
    record Instance(
            String id, long received, String sopClass, long bytes, byte[] state, int tries) {}

    /** Why an instance stays in quarantine; no patient data. */
    record Hold(Instance instance, String rule, String reason, String sopClass) {}

    /**
     * The oldest, at most so many and of so many bytes together, but at least one if any waits. One
     * that was begun before comes alone, so that the others do not pay for what it does.
     */
    List<Instance> oldest(int limit, long bytes) {
        var found =
                clinical.read()
                        .sql(
                                "SELECT id, received, sop_class, bytes, sealed, research_tries FROM instance WHERE research = 'pending'"
                                        + " ORDER BY received, rowid LIMIT ?")
                        .param(limit)
                        .query((rs, _) ->
                                new Instance(
                                        rs.getString(1),
                                        rs.getLong(2),
                                        rs.getString(3),
                                        rs.getLong(4),
                                        rs.getBytes(5),
                                        rs.getInt(6)))
                        .list();
        var batch = new ArrayList<Instance>();
        var sum = 0L;
        for (var each : found) {
            sum += each.bytes();
            if (!batch.isEmpty() && (sum > bytes || each.tries() > 0)) {
                break;
            }
            batch.add(each);
            if (each.tries() > 0) {
                break;
            }
        }
        return batch;
    }

    /** Counts a try of each, on disk before the work: what ends the process is known afterwards. */
    void begin(List<Instance> instances) {
        count(instances, 1);
    }

    /** Takes the tries back: what stopped them was not the instances. */
    void takeBack(List<Instance> instances) {
        count(instances, -1);
    }

    private void count(List<Instance> instances, int more) {
        clinical.update(jdbc -> {
            for (var each : instances) {
                jdbc.sql(
                                "UPDATE instance SET research_tries = max(0, research_tries + ?)"
                                        + " WHERE id = ? AND research = 'pending'")
                        .params(more, each.id())
                        .update();
            }
        });
    }

    /**
     * Notes what became of instances, in one transaction. One that was corrected meanwhile waits
     * on: what is in the research zone is its former content.
     */
    void settle(List<Instance> accepted, List<Hold> held) {
        clinical.update(jdbc -> {
            for (var each : accepted) {
                if (mark(jdbc, each, "accepted")) {
                    jdbc.sql("DELETE FROM quarantine WHERE zone = 'research' AND instance = ?")
                            .param(each.id())
                            .update();
                }
            }
            for (var hold : held) {
                if (mark(jdbc, hold.instance(), "held")) {
                    quarantine(jdbc, hold);
                }
            }
        });
    }

    private static boolean mark(JdbcClient jdbc, Instance instance, String state) {
        return jdbc.sql(
                                "UPDATE instance SET research = ? WHERE id = ? AND research = 'pending' AND sealed = ?")
                        .params(state, instance.id(), instance.state())
                        .update()
                == 1;
    }

    private static void quarantine(JdbcClient jdbc, Hold hold) {
        var instance = hold.instance();
        jdbc.sql(
                        """
                        INSERT OR REPLACE INTO quarantine(id, zone, instance, received, rule, reason, sop_class, bytes)
                        VALUES (?, 'research', ?, ?, ?, ?, ?, ?)\
                        """)
                .params(
                        "research-" + instance.id(),
                        instance.id(),
                        instance.received(),
                        hold.rule(),
                        hold.reason(),
                        hold.sopClass().isEmpty() ? instance.sopClass() : hold.sopClass(),
                        instance.bytes())
                .update();
    }
}
