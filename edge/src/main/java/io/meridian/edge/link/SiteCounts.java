package io.meridian.edge.link;

import io.meridian.application.database.Database;
import org.springframework.stereotype.Component;

/** How much this edge has received and made of it; counts only. Thread-safe. */
@Component
public class SiteCounts {
    private final Database clinical;
    private final Database research;

    SiteCounts(Database clinicalDatabase, Database researchDatabase) {
        this.clinical = clinicalDatabase;
        this.research = researchDatabase;
    }

    /**
     * Counts.
     *
     * @param pending objects that wait for the research zone
     */
    public record Now(
            long received,
            long quarantined,
            long deidentified,
            long pending,
            long studies,
            long results,
            long reviews) {}

    public Now now() {
        return new Now(
                count(clinical, "SELECT count(*) FROM instance"),
                count(clinical, "SELECT count(*) FROM quarantine"),
                count(research, "SELECT count(*) FROM catalog"),
                count(clinical, "SELECT count(*) FROM instance WHERE research = 'pending'"),
                count(clinical, "SELECT count(*) FROM study"),
                count(clinical, "SELECT count(*) FROM result WHERE state = 'evaluated'"),
                count(clinical, "SELECT count(*) FROM review"));
    }

    private static long count(Database database, String sql) {
        return database.read().sql(sql).query(Long.class).single();
    }
}
