package io.meridian.edge.link;

import io.meridian.artifact.Parent;
import io.meridian.artifact.Reference;
import io.meridian.artifact.store.RootName;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.ledger.SiteJournal;
import io.meridian.edge.ledger.SiteRecords;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets go of updates that the hub has judged some time ago, and of blobs that nothing holds. The
 * journal says which update went; its manifest is the hub's evidence and is fetched from there when
 * lineage asks for it. Confined to its ticker's thread.
 */
@Component
final class UpdateRetention {
    static final Duration KEPT = Duration.ofDays(30);
    static final Duration GRACE = Duration.ofDays(2);

    private static final Logger LOG = LoggerFactory.getLogger(UpdateRetention.class);
    private static final String KIND = "update";

    private final TaskTable tasks;
    private final SiteRecords records;
    private final SiteJournal journal;
    private final EdgeConfiguration configuration;
    private final Clock clock;

    UpdateRetention(
            TaskTable tasks,
            SiteRecords records,
            SiteJournal journal,
            EdgeConfiguration configuration,
            Clock clock) {
        this.tasks = tasks;
        this.records = records;
        this.journal = journal;
        this.configuration = configuration;
        this.clock = clock;
    }

    void step() {
        for (var row : tasks.judgedBefore(clock.instant().minus(KEPT))) {
            var name = new RootName(configuration.site() + "/" + KIND, Workbench.key(row.id()));
            var update = records.store().root(name);
            if (update.isPresent()) {
                var fields = JsonMapper.shared().createObjectNode();
                fields.put("action", "update-released");
                fields.put("task", row.id());
                journal.append(
                        "update-released/" + update.get().hex(),
                        "audit",
                        fields,
                        List.of(Parent.evidential(KIND, Reference.to(update.get()))));
                records.store().unroot(name);
            }
        }
        var collected = records.store().collect(GRACE);
        if (collected.blobs() > 0) {
            LOG.info("collected blobs={} bytes={}", collected.blobs(), collected.bytes());
        }
    }
}
