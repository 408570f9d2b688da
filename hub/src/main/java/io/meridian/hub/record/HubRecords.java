package io.meridian.hub.record;

import io.meridian.artifact.Digest;
import io.meridian.artifact.Manifest;
import io.meridian.artifact.record.RecordBuilder;
import io.meridian.artifact.record.Records;
import io.meridian.artifact.record.StoredRecord;
import io.meridian.artifact.record.Verification;
import io.meridian.artifact.signature.SigningKey;
import io.meridian.artifact.signature.TrustedKeys;
import io.meridian.artifact.signature.VerifyingKey;
import io.meridian.artifact.store.LocalStore;
import io.meridian.artifact.store.RootName;
import io.meridian.hub.home.HubConfiguration;
import io.meridian.hub.home.HubKeys;
import io.meridian.hub.site.SiteRegister;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Makes the hub's manifests and verifies everyone's. Thread-safe. */
@Component
public class HubRecords {
    private final LocalStore store;
    private final HubKeys keys;
    private final SiteRegister sites;
    private final HubConfiguration configuration;
    private final Clock clock;

    HubRecords(
            LocalStore store,
            HubKeys keys,
            SiteRegister sites,
            HubConfiguration configuration,
            Clock clock) {
        this.store = store;
        this.keys = keys;
        this.sites = sites;
        this.configuration = configuration;
        this.clock = clock;
    }

    public LocalStore store() {
        return store;
    }

    /** A record of this hub, created now. */
    public RecordBuilder begin(String kind) {
        return RecordBuilder.of(kind, configuration.name(), clock.instant());
    }

    /** Stores a record under {@code hub/KIND} with a tag of its own. */
    public StoredRecord finish(RecordBuilder builder, String kind, String tag) {
        return finish(builder, kind, tag, keys.manifest());
    }

    /** The same, signed with another of the hub's keys. */
    public StoredRecord finish(RecordBuilder builder, String kind, String tag, SigningKey key) {
        var repository = "hub/" + kind;
        var record = builder.store(store, key, new RootName(repository, tag));
        show(repository, record.manifest());
        for (var referrer : store.referrers(record.digest())) {
            store.manifest(referrer.digest()).ifPresent(each -> show(repository, each));
        }
        return record;
    }

    /** Makes a manifest and its blobs visible in a repository of the registry. */
    private void show(String repository, Manifest manifest) {
        store.links().link(repository, manifest.digest());
        manifest.config().ifPresent(each -> store.links().link(repository, each.digest()));
        manifest.layers().forEach(each -> store.links().link(repository, each.digest()));
    }

    /** The keys whose signatures count: the hub's own, and each site's for its own records. */
    public TrustedKeys trusted() {
        var trusted =
                TrustedKeys.none()
                        .and(keys.manifest().verifyingKey(), configuration.name())
                        .and(keys.release().verifyingKey(), configuration.name());
        for (var each : sites.keys()) {
            trusted = trusted.and(VerifyingKey.parse(each.key()), each.site());
        }
        return trusted;
    }

    /** A key that is in use no more vouches for what was made before it went out of use. */
    public Verification verify(Digest digest) {
        var verification = Records.verify(store, digest, trusted());
        if (!(verification instanceof Verification.Verified(var record, var signers))) {
            return verification;
        }
        var ended =
                sites.keys().stream()
                        .filter(key -> key.until() != null)
                        .filter(key -> key.site().equals(record.config().organisation()))
                        .filter(key -> !record.config().created().isBefore(key.until()))
                        .map(key -> VerifyingKey.parse(key.key()))
                        .toList();
        return ended.containsAll(signers)
                ? new Verification.Refused("it was signed with a key that is in use no more")
                : verification;
    }

    /** Small bytes of a named layer. */
    public byte[] layer(Digest record, String title, int maxBytes) {
        return Records.layer(store, Records.get(store, record), title, maxBytes);
    }

    public Clock clock() {
        return clock;
    }
}
