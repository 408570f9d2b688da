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
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The site's key, journal, store of records and outbox. */
@Configuration(proxyBeanMethods = false)
class LedgerWiring {

    @Bean
    SigningKey manifestKey(Home home) {
        return SigningKey.loadOrCreate(home.manifestKey());
    }

    @Bean
    Commitments commitments(Home home) {
        return Commitments.open(home.keys().resolve("commitment.key"));
    }

    @Bean
    Journal journal(Home home, EdgeConfiguration configuration, SigningKey key, Clock clock) {
        return Journal.open(home.journal(), new JournalId(configuration.site()), key, clock);
    }

    @Bean
    OciLayout recordStore(Home home, Clock clock) {
        return OciLayout.open(home.researchLayout(), Disclosure.EDGE_ONLY, clock);
    }

    @Bean
    SiteJournal siteJournal(
            Journal journal, Database edgeDatabase, EdgeConfiguration configuration, Clock clock) {
        return new SiteJournal(journal, edgeDatabase, configuration, clock);
    }

    @Bean
    SiteRecords siteRecords(
            OciLayout recordStore,
            SigningKey key,
            Database edgeDatabase,
            EdgeConfiguration configuration,
            Clock clock) {
        return new SiteRecords(recordStore, key, edgeDatabase, configuration, clock);
    }

    @Bean
    Outbox outbox(Database edgeDatabase, Clock clock, ObjectProvider<LinkAlarm> link) {
        return new Outbox(
                new OutboxTable(edgeDatabase, clock), () -> link.ifAvailable(LinkAlarm::changed));
    }
}
