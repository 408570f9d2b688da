package io.meridian.edge.link;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.Descriptor;
import io.meridian.artifact.Digest;
import io.meridian.artifact.Manifest;
import io.meridian.artifact.Parent;
import io.meridian.artifact.Reference;
import io.meridian.artifact.lineage.LineageSource.Step;
import io.meridian.artifact.record.Verification;
import io.meridian.artifact.registry.OciRepository;
import io.meridian.artifact.registry.RegistryException;
import io.meridian.artifact.store.NotFoundException;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.ledger.SiteRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The hub's own records, as lineage needs them: what they say of themselves and their signatures,
 * fetched once and kept; payloads such as a round's weights stay with the hub. Thread-safe.
 */
@Component
public class HubRecords {
    private static final Logger LOG = LoggerFactory.getLogger(HubRecords.class);
    private static final String REPOSITORY = "hub/release";
    private static final long LARGEST_CONFIG = 16 << 20;
    private static final Duration KEPT = Duration.ofDays(30);
    private static final Set<String> ROLES =
            Set.of("release", "report", "package", "round", "previous", "base", "job");

    private final HubConnection hub;
    private final HubTrust trust;
    private final SiteRecords records;
    private final EdgeConfiguration configuration;

    HubRecords(
            HubConnection hub,
            HubTrust trust,
            SiteRecords records,
            EdgeConfiguration configuration) {
        this.hub = hub;
        this.trust = trust;
        this.records = records;
        this.configuration = configuration;
    }

    /** A step as the site sees it; where a record of the hub lacks, it is fetched and verified. */
    public Step complete(Parent pointer, Step local) {
        if (!(local instanceof Step.Missing)
                || !(pointer.reference() instanceof Reference.OfManifest(var digest))
                || pointer.site().filter(configuration.site()::equals).isPresent()) {
            return local;
        }
        var ofHub = ROLES.contains(pointer.role()) || pointer.role().equals("subject");
        if (hub.identity().isEmpty() || !ofHub) {
            return local;
        }
        try {
            if (records.store().manifest(digest).isEmpty()) {
                if (!hub.online()) {
                    return pointer.role().equals("subject")
                            ? local
                            : new Step.HeldElsewhere("the hub");
                }
                fetch(digest);
            }
            return verified(digest, local);
        } catch (NotFoundException e) {
            return local;
        } catch (RegistryException e) {
            LOG.debug("a record of the hub was not fetched", e);
            return new Step.HeldElsewhere("the hub");
        } catch (ArtifactException e) {
            return new Step.Missing(String.valueOf(e.getMessage()));
        }
    }

    private Step verified(Digest digest, Step local) {
        for (var key : List.of("manifest", "release")) {
            if (trust.verify(digest, key)
                    instanceof Verification.Verified(var record, var signers)) {
                var whole =
                        record.manifest().layers().stream()
                                .allMatch(layer -> records.store().contains(layer.digest()));
                return new Step.Verified(
                        record.config(),
                        "signed by %s%s"
                                .formatted(
                                        signers.getFirst().id(),
                                        whole ? "" : "; its payload is held by the hub"));
            }
        }
        return local;
    }

    private void fetch(Digest digest) {
        var repository = hub.repository(REPOSITORY);
        var manifest = repository.manifest(digest).orElseThrow(() -> new NotFoundException(digest));
        var config = manifest.config().orElseThrow(() -> new NotFoundException(digest));
        var signatures = new ArrayList<Manifest>();
        for (var referrer : repository.referrers(digest)) {
            repository.manifest(referrer.digest()).ifPresent(signatures::add);
        }
        var digests = new ArrayList<Digest>();
        digests.add(digest);
        digests.add(config.digest());
        signatures.forEach(each -> {
            digests.add(each.digest());
            blobs(each).forEach(blob -> digests.add(blob.digest()));
        });
        records.store().lease(KEPT).hold(digests);
        pull(repository, config);
        for (var signature : signatures) {
            blobs(signature).forEach(blob -> pull(repository, blob));
            records.store().put(signature);
        }
        records.store().put(manifest);
    }

    private static List<Descriptor> blobs(Manifest manifest) {
        var all = new ArrayList<>(manifest.layers());
        manifest.config().ifPresent(all::add);
        return all;
    }

    private void pull(OciRepository repository, Descriptor blob) {
        if (blob.size() <= LARGEST_CONFIG) {
            repository.pull(blob, records.store());
        }
    }
}
