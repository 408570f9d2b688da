package io.meridian.edge.research;

import io.meridian.artifact.ArtifactException;
import io.meridian.artifact.Digest;
import io.meridian.artifact.MediaType;
import io.meridian.artifact.Parent;
import io.meridian.artifact.RecordConfig;
import io.meridian.artifact.Reference;
import io.meridian.artifact.record.Records;
import io.meridian.artifact.record.StoredRecord;
import io.meridian.artifact.secret.Commitments;
import io.meridian.edge.home.EdgeException;
import io.meridian.edge.ledger.SiteRecords;
import io.meridian.governance.catalog.CatalogEntry;
import io.meridian.governance.catalog.SplitUnit;
import io.meridian.governance.dataset.DatasetRecords;
import io.meridian.governance.dataset.DatasetVersions;
import io.meridian.governance.dataset.FreezeOutcome;
import io.meridian.governance.dataset.FreezeRequest;
import io.meridian.network.outbox.Outbox;
import io.meridian.network.outbox.OutboxEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Freezes the labelled catalogue into versions and commits to them at the hub. The same content
 * under the same legal basis, frozen again, is the same version. Thread-safe.
 */
final class Datasets {
    private static final Logger LOG = LoggerFactory.getLogger(Datasets.class);

    /** The layer of a {@code dataset} record that lists its members. */
    static final String MEMBERS = "members.jsonl";

    static final String LEGAL_BASIS = "legal-basis";
    private static final String KIND = "dataset";
    private static final String COMMITMENT = "dataset-commitment";
    private static final int MEMBER_LIMIT = 250_000;
    private static final int VERSION_LIMIT = 10_000;

    private final Catalogue catalogue;
    private final DatasetTable table;
    private final LegalBases bases;
    private final SiteRecords records;
    private final Commitments commitments;
    private final Outbox outbox;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * What is frozen, and how.
     *
     * @param profile name and version of the de-identification profile
     * @param code version of the software
     */
    record Catalogue(CatalogTable table, DatasetVersions versions, String profile, String code) {}

    Datasets(
            Catalogue catalogue,
            DatasetTable table,
            LegalBases bases,
            SiteRecords records,
            Commitments commitments,
            Outbox outbox,
            Clock clock) {
        this.catalogue = catalogue;
        this.table = table;
        this.bases = bases;
        this.records = records;
        this.commitments = commitments;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** How freezing ended. */
    sealed interface Outcome {
        record Frozen(DatasetTable.Row version) implements Outcome {}

        record Refused(String reason) implements Outcome {}
    }

    Outcome freeze(String name, Digest legalBasis, String purpose, SplitUnit unit) {
        lock.lock();
        try {
            var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            var basis = bases.find(legalBasis);
            if (basis.isEmpty()) {
                return new Outcome.Refused(
                        "the legal basis is not on record here; record it first");
            }
            if (basis.get().over(now)) {
                return new Outcome.Refused(
                        "the legal basis expired; renew it and record the new one");
            }
            var rows = catalogue.table().labelled(MEMBER_LIMIT + 1);
            if (rows.size() > MEMBER_LIMIT) {
                return new Outcome.Refused(
                        "a version has at most %d images; the catalogue has more"
                                .formatted(MEMBER_LIMIT));
            }
            var request =
                    new FreezeRequest(
                            name,
                            purpose,
                            unit,
                            basis.get().basis(),
                            now.atZone(ZoneOffset.UTC).toLocalDate(),
                            catalogue.profile(),
                            catalogue.code());
            return switch (catalogue.versions().freeze(request, contents(rows))) {
                case FreezeOutcome.Refused(var reason) -> new Outcome.Refused(reason);
                case FreezeOutcome.Frozen frozen -> {
                    var version =
                            existing(frozen, legalBasis)
                                    .orElseGet(() -> make(frozen, legalBasis, rows, now));
                    announce(version);
                    yield new Outcome.Frozen(version);
                }
            };
        } finally {
            lock.unlock();
        }
    }

    /** Newest first. */
    List<DatasetTable.Row> newest(int limit) {
        return table.newest(limit);
    }

    /** Tells the hub what a crash may have left untold; what was told is told no second time. */
    void announceAll() {
        for (var version : table.newest(VERSION_LIMIT)) {
            try {
                announce(version);
            } catch (ArtifactException e) {
                LOG.error(
                        "a version's records cannot be read digest={}",
                        version.digest().value(),
                        e);
            }
        }
    }

    private void announce(DatasetTable.Row version) {
        var commitment = Records.get(records.store(), version.commitment());
        bases.share(legalBasis(commitment.config()));
        records.share(commitment);
        var document = JsonMapper.shared().createObjectNode();
        document.put("digest", version.commitment().value());
        outbox.add(
                new OutboxEvent(
                        "dataset-committed/" + version.commitment().value(),
                        "dataset-committed",
                        JsonMapper.shared().writeValueAsString(document)));
    }

    /** The legal basis that a version or its commitment names. */
    static Digest legalBasis(RecordConfig config) {
        return config.parent(LEGAL_BASIS)
                .map(Parent::reference)
                .filter(Reference.OfManifest.class::isInstance)
                .map(reference -> ((Reference.OfManifest) reference).digest())
                .orElseThrow(() -> new EdgeException("a version must name its legal basis"));
    }

    /** Only the newest version counts: going back to older labels makes a new version. */
    private Optional<DatasetTable.Row> existing(FreezeOutcome.Frozen frozen, Digest legalBasis) {
        var request = frozen.request();
        return table.newest(request.name())
                .filter(row ->
                        row.content().equals(frozen.version())
                                && row.splitUnit().equals(request.splitUnit().word()))
                .filter(row -> {
                    var config = Records.get(records.store(), row.digest()).config();
                    return legalBasis(config).equals(legalBasis)
                            && config.text("purpose").equals(Optional.of(request.purpose()));
                });
    }

    private DatasetTable.Row make(
            FreezeOutcome.Frozen frozen,
            Digest legalBasis,
            List<CatalogTable.Row> rows,
            Instant now) {
        var name = frozen.request().name();
        var number = table.newest(name).map(row -> row.number() + 1).orElse(1);
        var tag = name + "-" + number;
        var basis = Parent.holding(LEGAL_BASIS, Reference.to(legalBasis));
        var dataset = dataset(frozen, number, basis, rows, now, tag);
        var site = dataset.config().organisation();
        var commitment =
                records.finish(
                        records.begin(COMMITMENT, now)
                                .fields(
                                        DatasetRecords.commitment(
                                                frozen,
                                                number,
                                                site,
                                                commitments.to(dataset.digest()).value()))
                                .parent(basis)
                                .parent(
                                        Parent.evidential(KIND, Reference.to(dataset.digest()))
                                                .at(site)),
                        COMMITMENT,
                        tag);
        var row =
                new DatasetTable.Row(
                        dataset.digest(),
                        name,
                        frozen.version(),
                        number,
                        frozen.request().splitUnit().word(),
                        dataset.config().json().path("counts").toString(),
                        dataset.manifest().layer(MEMBERS).orElseThrow().digest(),
                        commitment.digest(),
                        now);
        table.add(row);
        return row;
    }

    private StoredRecord dataset(
            FreezeOutcome.Frozen frozen,
            int number,
            Parent basis,
            List<CatalogTable.Row> rows,
            Instant now,
            String tag) {
        return records.finish(
                records.begin(KIND, now)
                        .fields(DatasetRecords.dataset(frozen, number))
                        .field("deidentified", span(rows))
                        .parent(basis)
                        .parent(Parent.holding("deidentification", newestEntry(rows)))
                        .layer(MEMBERS, MediaType.DATASET_MEMBERS, frozen.membersBlob()),
                KIND,
                tag);
    }

    /**
     * Where in the journal the members' de-identification stands. A parent for each would be too
     * many; the newest one fixes, by its place in the Merkle tree, all before it, and each entry
     * names its object's digest.
     */
    private static ObjectNode span(List<CatalogTable.Row> rows) {
        var sequences = rows.stream().mapToLong(row -> row.entry().sequence()).summaryStatistics();
        return JsonMapper.shared()
                .createObjectNode()
                .put("entries", sequences.getCount())
                .put("from", sequences.getMin())
                .put("to", sequences.getMax());
    }

    private static Reference.OfEntry newestEntry(List<CatalogTable.Row> rows) {
        return rows.stream()
                .map(CatalogTable.Row::entry)
                .max(Comparator.comparingLong(Reference.OfEntry::sequence))
                .orElseThrow();
    }

    private static List<CatalogEntry> contents(List<CatalogTable.Row> rows) {
        return rows.stream().map(CatalogTable.Row::content).toList();
    }
}
