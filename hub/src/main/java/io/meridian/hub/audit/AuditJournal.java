package io.meridian.hub.audit;

import io.meridian.artifact.Kinds;
import io.meridian.artifact.RecordConfig;
import io.meridian.artifact.journal.Journal;
import io.meridian.hub.home.HubConfiguration;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Who did what at the hub: entries of its own journal, durable when noted. Thread-safe. */
@Component
public class AuditJournal {
    private static final Duration AT_MOST_EVERY = Duration.ofMinutes(1);

    private final Map<String, Rare> rare = new HashMap<>();
    private final Journal journal;
    private final HubConfiguration configuration;
    private final Clock clock;

    private record Rare(Instant noted, long unnoted) {}

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

    /**
     * Notes what anyone can cause without a login, at most once a minute each, with how often it
     * happened since; otherwise a stranger could fill the journal.
     *
     * @param action one of a few fixed words
     */
    public void noteSometimes(String action, Map<String, String> details) {
        var now = clock.instant();
        long times;
        synchronized (rare) {
            var before = rare.getOrDefault(action, new Rare(Instant.MIN, 0));
            times = before.unnoted() + 1;
            var due = before.noted().isBefore(now.minus(AT_MOST_EVERY));
            rare.put(action, due ? new Rare(now, 0) : new Rare(before.noted(), times));
            if (!due) {
                return;
            }
        }
        var all = new LinkedHashMap<>(details);
        all.put("times", Long.toString(times));
        note("unknown", action, all);
    }
}
