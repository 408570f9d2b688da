package io.meridian.edge.link;

import io.meridian.artifact.Digest;
import io.meridian.artifact.record.Records;
import io.meridian.artifact.record.Verification;
import io.meridian.artifact.signature.TrustedKeys;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.ledger.SiteRecords;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Whose signatures count here: the site's own key for its own records, the hub's keys for the
 * hub's.
 *
 * <p>The organisation that the hub's records name is the one that its key signed for first; after
 * that its keys vouch for no other. Thread-safe.
 */
@Component
public class HubTrust {
    private final HubConnection hub;
    private final SiteRecords records;
    private final EdgeConfiguration configuration;
    private final Facts facts;

    HubTrust(HubConnection hub, SiteRecords records, EdgeConfiguration configuration, Facts facts) {
        this.hub = hub;
        this.records = records;
        this.configuration = configuration;
        this.facts = facts;
    }

    /**
     * Verifies a record of the hub that is in the site's store.
     *
     * @param key {@code manifest} or {@code release}: only this one counts
     */
    public Verification verify(Digest digest, String key) {
        var identity = hub.identity();
        if (identity.isEmpty()) {
            return new Verification.Refused("this edge is not enrolled at a hub");
        }
        var organisation = organisation();
        var named = organisation.or(() -> named(digest));
        if (named.isEmpty() || named.get().equals(configuration.site())) {
            return new Verification.Refused("it is no record of the hub");
        }
        var trusted = TrustedKeys.none().and(identity.get().key(key), named.get());
        var verification = Records.verify(records.store(), digest, trusted);
        if (verification instanceof Verification.Verified && organisation.isEmpty()) {
            facts.put(fact(identity.get()), named.get());
        }
        return verification;
    }

    /** Every key that counts, each for its organisation. */
    public TrustedKeys all() {
        var trusted = TrustedKeys.none().and(records.key().verifyingKey(), configuration.site());
        var identity = hub.identity();
        var organisation = organisation();
        return identity.isEmpty() || organisation.isEmpty()
                ? trusted
                : trusted.and(identity.get().key("manifest"), organisation.get())
                        .and(identity.get().key("release"), organisation.get());
    }

    /** What the hub calls itself in its records, once one was seen. */
    public Optional<String> organisation() {
        return hub.identity().flatMap(identity -> facts.find(fact(identity)));
    }

    private Optional<String> named(Digest digest) {
        return Records.find(records.store(), digest).map(record -> record.config().organisation());
    }

    private static String fact(HubIdentity identity) {
        return "hub.organisation/" + identity.key("manifest").id().value();
    }
}
