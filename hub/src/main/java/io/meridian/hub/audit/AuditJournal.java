package io.meridian.hub.audit;

import io.meridian.artifact.Kinds;
import io.meridian.artifact.RecordConfig;
import io.meridian.artifact.journal.Journal;
import io.meridian.hub.home.HubConfiguration;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Who did what at the hub: entries of its own journal, durable when noted. Thread-safe. */
@Component
public class AuditJournal {
    private final Journal journal;
    private final HubConfiguration configuration;
    private final Clock clock;

    AuditJournal(Journal journal, HubConfiguration configuration, Clock clock) {
        this.journal = journal;
        this.configuration = configuration;
        this.clock = clock;
    }

    /**
     * Notes an action.
     *
     * @param actor an account's or a site's name; nothing else that names a person
     * @param details short and without identity
     */
    public void note(String actor, String action, Map<String, String> details) {
        var fields = JsonMapper.shared().createObjectNode();
        fields.put("actor", actor);
        fields.put("action", action);
        details.forEach(fields::put);
        var kind = Kinds.standard().named("audit");
        journal.append(
                kind,
                RecordConfig.write(
                        kind, clock.instant(), configuration.name(), fields, List.of(), List.of()));
    }
}
