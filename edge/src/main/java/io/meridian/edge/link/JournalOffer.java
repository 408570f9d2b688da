package io.meridian.edge.link;

import com.google.protobuf.ByteString;
import io.meridian.application.database.Database;
import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.journal.Journal;
import io.meridian.artifact.journal.SignedHead;
import io.meridian.network.link.v1.Observed;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Has the journal's heads countersigned by the hub.
 *
 * <p>One head is on its way at a time, and none before the hub has said which it has: two would
 * look to the hub like a journal that does not continue itself. Thread-safe.
 */
@Component
public class JournalOffer {
    private static final Logger LOG = LoggerFactory.getLogger(JournalOffer.class);

    private final Journal journal;
    private final Database database;
    private final HubConnection hub;
    private final Clock clock;
    private @Nullable Offered offered;
    private byte[] last = new byte[0];
    private volatile @Nullable String alarm;

    private record Offered(long size, ByteString head, ByteString proof) {}

    JournalOffer(Journal journal, Database edgeDatabase, HubConnection hub, Clock clock) {
        this.journal = journal;
        this.database = edgeDatabase;
        this.hub = hub;
        this.clock = clock;
        var known =
                database.read()
                        .sql("SELECT coalesce(max(size), 0) FROM countersignature")
                        .query((rs, _) -> rs.getLong(1))
                        .single();
        if (known > journal.size()) {
            alarm(
                    "the journal was cut: %d entries, after %d were countersigned"
                            .formatted(journal.size(), known));
        }
    }

    /** What is wrong with the journal, if anything. */
    public Optional<String> alarm() {
        return Optional.ofNullable(alarm);
    }

    /** The number of entries that the hub has countersigned. */
    public long countersigned() {
        return journal.countersigned().map(each -> each.head().size()).orElse(0L);
    }

    /** The connection broke: what was on its way may have arrived or not. */
    synchronized void forget() {
        offered = null;
    }

    synchronized void addTo(Observed.Builder observed) {
        if (offered == null && journal.size() > countersigned()) {
            var head = journal.head();
            var proof =
                    journal.countersigned()
                            .map(from ->
                                    ByteString.copyFrom(
                                            journal.consistencyProof(
                                                            from.head().size(), head.head().size())
                                                    .toJson()))
                            .orElse(ByteString.EMPTY);
            offered = new Offered(head.head().size(), ByteString.copyFrom(head.toJson()), proof);
        }
        if (offered != null) {
            observed.setJournalHead(offered.head()).setConsistencyProof(offered.proof());
        }
    }

    synchronized void countersigned(byte[] document) {
        if (java.util.Arrays.equals(last, document)) {
            return;
        }
        last = document.clone();
        try {
            var head = SignedHead.parse(document);
            journal.countersign(head, hub.identity().orElseThrow().key("journal"));
            database.update(jdbc ->
                    jdbc.sql(
                                    "INSERT OR IGNORE INTO countersignature(size, document, at) VALUES (?, ?, ?)")
                            .params(head.head().size(), document, clock.millis())
                            .update());
            if (offered != null && offered.size() <= head.head().size()) {
                offered = null;
            }
        } catch (ArtifactException e) {
            alarm(String.valueOf(e.getMessage()));
        }
    }

    private void alarm(String reason) {
        alarm = reason;
        LOG.error("journal alarm reason={}", reason);
    }
}
