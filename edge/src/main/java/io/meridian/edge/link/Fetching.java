package io.meridian.edge.link;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.Descriptor;
import io.meridian.artifact.Digest;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.record.StoredRecord;
import io.meridian.artifact.record.Verification;
import io.meridian.artifact.store.LocalStore;
import io.meridian.edge.ledger.SiteRecords;
import java.time.Duration;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Brings what the hub names into the site's store, whole and verified. Thread-safe. */
@Component
final class Fetching {
    static final long LARGEST = 8L << 30;

    private static final Duration KEPT = Duration.ofDays(7);

    private final HubConnection hub;
    private final HubTrust trust;
    private final SiteRecords records;

    Fetching(HubConnection hub, HubTrust trust, SiteRecords records) {
        this.hub = hub;
        this.trust = trust;
        this.records = records;
    }

    LocalStore store() {
        return records.store();
    }

    /** Fetches a blob that an item names by digest and repository, unless it is here. */
    Digest blob(JsonNode named, MediaType type) {
        var digest = digest(named.path("digest"), "a blob");
        if (store().contains(digest)) {
            return digest;
        }
        var repository = hub.repository(named.path("repository").asString(""));
        var size = repository.size(digest);
        if (size.isEmpty()) {
            throw TaskProblem.failed("the hub does not have what it asks to use: " + digest);
        }
        // The lease is left to run out: the next round, or a second try, may need the blob again.
        store().lease(KEPT).hold(digest);
        repository.pull(Descriptor.of(type, digest, size.getAsLong()), store());
        return digest;
    }

    /**
     * Fetches a record of the hub with its payload, unless it is here, and verifies it.
     *
     * @param key with which the hub must have signed it
     */
    StoredRecord record(Digest digest, String repository, String key) {
        if (!complete(digest)) {
            hub.repository(repository).pull(digest, store(), LARGEST);
        }
        return switch (trust.verify(digest, key)) {
            case Verification.Verified(var record, var _) -> record;
            case Verification.Absent() -> throw TaskProblem.failed("the record did not arrive");
            case Verification.Refused(var reason) ->
                    throw TaskProblem.failed(
                            "the record %s is refused: %s".formatted(digest, reason));
        };
    }

    private boolean complete(Digest digest) {
        try {
            var manifest = store().manifest(digest);
            return manifest.isPresent()
                    && manifest.get().layers().stream()
                            .allMatch(layer -> store().contains(layer.digest()))
                    && !store().referrers(digest).isEmpty();
        } catch (ArtifactException e) {
            return false;
        }
    }

    static Digest digest(JsonNode text, String what) {
        var value = text.asString("");
        if (!Digest.isDigest(value)) {
            throw TaskProblem.failed("the item names no digest of " + what);
        }
        return new Digest(value);
    }
}
