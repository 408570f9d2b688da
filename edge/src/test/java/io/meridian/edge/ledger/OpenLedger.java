package io.meridian.edge.ledger;

import io.meridian.application.database.Database;
import io.meridian.artifact.Disclosure;
import io.meridian.artifact.JournalId;
import io.meridian.artifact.journal.Journal;
import io.meridian.artifact.secret.Commitments;
import io.meridian.artifact.signature.SigningKey;
import io.meridian.artifact.store.OciLayout;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.home.Home;
import io.meridian.network.outbox.Outbox;
import java.time.Clock;

/** A home's ledger as the application wires it, without Spring. */
public final class OpenLedger implements AutoCloseable {
    private final OciLayout store;
    public final Journal journal;
    public final SiteJournal siteJournal;
    public final SiteRecords records;
    public final Outbox outbox;
    public final Commitments commitments;

    public OpenLedger(Home home, EdgeConfiguration configuration, Database edge, Clock clock) {
        var key = SigningKey.loadOrCreate(home.manifestKey());
        journal = Journal.open(home.journal(), new JournalId(configuration.site()), key, clock);
        store = OciLayout.open(home.researchLayout(), Disclosure.EDGE_ONLY, clock);
        siteJournal = new SiteJournal(journal, edge, configuration, clock);
        records = new SiteRecords(store, key, edge, configuration, clock);
        outbox = new Outbox(new OutboxTable(edge, clock), () -> {});
        commitments = Commitments.open(home.keys().resolve("commitment.key"));
    }

    @Override
    public void close() {
        store.close();
        journal.close();
    }
}
