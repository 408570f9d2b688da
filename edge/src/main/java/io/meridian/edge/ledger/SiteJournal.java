package io.meridian.edge.ledger;

import io.meridian.application.database.Database;
import io.meridian.artifact.Kinds;
import io.meridian.artifact.Parent;
import io.meridian.artifact.RecordConfig;
import io.meridian.artifact.Reference;
import io.meridian.artifact.journal.Journal;
import io.meridian.edge.home.EdgeConfiguration;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.node.ObjectNode;

/**
 * The site's journal with a key for each entry, so that what is tried again is written once.
 * Thread-safe.
 *
 * <p>The journal is the truth; the table of keys is an index that is brought up to it at each
 * start, since a crash may fall between the two.
 */
public final class SiteJournal {
    private static final String KEY = "key";
    private static final int PAGE = 500;
    private static final int STRIPES = 64;

    private final Journal journal;
    private final Database database;
    private final EdgeConfiguration configuration;
    private final Clock clock;
    private final List<ReentrantLock> stripes;

    SiteJournal(Journal journal, Database database, EdgeConfiguration configuration, Clock clock) {
        this.journal = journal;
        this.database = database;
        this.configuration = configuration;
        this.clock = clock;
        this.stripes = java.util.stream.Stream.generate(ReentrantLock::new).limit(STRIPES).toList();
        catchUp();
    }

    /**
     * Appends an entry, or finds the one that was appended under this key; durable when it returns.
     *
     * @param key what makes the entry happen once, such as {@code result/ID}; names no patient
     * @param kind of the table of kinds, such as {@code result}
     * @param at the time that the entry states, fixed before the first try
     */
    public Reference.OfEntry append(
            String key, String kind, Instant at, ObjectNode fields, List<Parent> parents) {
        var stripe = stripes.get(Math.floorMod(key.hashCode(), STRIPES));
        stripe.lock();
        try {
            var known = find(key);
            if (known.isPresent()) {
                return known.get();
            }
            var its = Kinds.standard().named(kind);
            var bytes =
                    RecordConfig.write(
                            its,
                            at,
                            configuration.site(),
                            fields.deepCopy().put(KEY, key),
                            parents,
                            List.of());
            var reference = journal.append(its, bytes);
            database.update(jdbc -> index(jdbc, key, kind, reference));
            return reference;
        } finally {
            stripe.unlock();
        }
    }

    /** As the other, stating the present time. */
    public Reference.OfEntry append(
            String key, String kind, ObjectNode fields, List<Parent> parents) {
        return append(key, kind, clock.instant(), fields, parents);
    }

    /** The entry that was appended under a key. */
    public Optional<Reference.OfEntry> find(String key) {
        return database.read()
                .sql("SELECT reference FROM journal_entry WHERE key = ?")
                .param(key)
                .query((rs, _) -> rs.getString(1))
                .optional()
                .map(text -> (Reference.OfEntry) Reference.parse(text));
    }

    private void catchUp() {
        var from =
                database.read()
                        .sql("SELECT coalesce(max(sequence) + 1, 0) FROM journal_entry")
                        .query((rs, _) -> rs.getLong(1))
                        .single();
        while (from < journal.size()) {
            var page = journal.read(from, PAGE);
            database.update(jdbc -> {
                for (var each : page) {
                    var key = each.entry().json().path(KEY).asString("");
                    if (!key.isEmpty()) {
                        index(jdbc, key, each.entry().kind().name(), each.reference());
                    }
                }
            });
            from += page.size();
        }
    }

    private static void index(
            org.springframework.jdbc.core.simple.JdbcClient jdbc,
            String key,
            String kind,
            Reference.OfEntry reference) {
        jdbc.sql(
                        "INSERT OR IGNORE INTO journal_entry(key, sequence, kind, reference) VALUES (?, ?, ?, ?)")
                .params(key, reference.sequence(), kind, reference.text())
                .update();
    }
}
