package io.meridian.edge.ledger;

import io.meridian.application.database.Database;
import io.meridian.artifact.record.RecordBuilder;
import io.meridian.artifact.record.StoredRecord;
import io.meridian.artifact.signature.SigningKey;
import io.meridian.artifact.store.LocalStore;
import io.meridian.artifact.store.RootName;
import io.meridian.edge.home.EdgeConfiguration;
import java.time.Clock;
import java.time.Instant;

/** Makes the site's manifests, and notes which of them the hub shall have. Thread-safe. */
public final class SiteRecords {
    private final LocalStore store;
    private final SigningKey key;
    private final Database database;
    private final EdgeConfiguration configuration;
    private final Clock clock;

    SiteRecords(
            LocalStore store,
            SigningKey key,
            Database database,
            EdgeConfiguration configuration,
            Clock clock) {
        this.store = store;
        this.key = key;
        this.database = database;
        this.configuration = configuration;
        this.clock = clock;
    }

    /** The site's own store; holds also what was fetched from the hub. */
    public LocalStore store() {
        return store;
    }

    /** The key with which the site signs its records and journal heads. */
    public SigningKey key() {
        return key;
    }

    /** A record of this site; the time is given, so that a second try makes the same record. */
    public RecordBuilder begin(String kind, Instant at) {
        return RecordBuilder.of(kind, configuration.site(), at);
    }

    /** Stores and signs a record as the root {@code SITE/KIND:TAG}; durable when it returns. */
    public StoredRecord finish(RecordBuilder builder, String kind, String tag) {
        return builder.store(store, key, new RootName(configuration.site() + "/" + kind, tag));
    }

    /** Sends a record to the hub's repository {@code SITE/KIND} when there is a connection. */
    public void share(StoredRecord record) {
        var kind = record.kind().name();
        database.update(jdbc ->
                jdbc.sql(
                                "INSERT OR IGNORE INTO push(digest, kind, repository, created) VALUES (?, ?, ?, ?)")
                        .params(
                                record.digest().value(),
                                kind,
                                configuration.site() + "/" + kind,
                                clock.millis())
                        .update());
    }
}
