package io.meridian.edge.research;

import io.meridian.application.database.Database;
import io.meridian.artifact.Digest;
import io.meridian.artifact.Reference;
import io.meridian.artifact.secret.FileKeyStorage;
import io.meridian.artifact.secret.SecretKey;
import io.meridian.artifact.secret.SubjectKeys;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.home.Home;
import io.meridian.edge.home.ZoneKeys;
import io.meridian.edge.ledger.OpenLedger;
import io.meridian.edge.reception.Originals;
import io.meridian.edge.work.Memory;
import io.meridian.governance.ResearchKeys;
import io.meridian.governance.ResearchPipeline;
import io.meridian.governance.dataset.DatasetVersions;
import io.meridian.governance.deidentification.DeidentificationProfile;
import io.meridian.governance.identity.SubjectId;
import io.meridian.governance.quality.QualityRules;
import io.meridian.testing.MovableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A home with its research zone, wired by hand. Opened again on the same folder it goes on where it
 * was. Originals lie as files beside the home.
 */
final class TestSite implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-24T08:00:00Z");

    final Path folder;
    final Home home;
    final MovableClock clock = new MovableClock(START);
    final EdgeConfiguration configuration;
    final ResearchKeys keys;
    final SubjectKeys subjectKeys;
    final Database clinical;
    final Database research;
    final Database edge;
    final OpenLedger ledger;
    final ResearchObjects objects;
    final CatalogTable catalog;
    final PendingInstances pending;
    final LegalBases bases;
    final DatasetTable table;
    final Datasets datasets;
    final ErasureTable erased;
    final FrozenVersions versions;
    final CountsNotice counts;

    TestSite(Path folder) {
        this.folder = folder;
        home = new Home(folder.resolve("home"));
        home.create();
        configuration =
                new EdgeConfiguration(
                        "qingshan",
                        "Qingshan",
                        null,
                        null,
                        0,
                        new EdgeConfiguration.Dicom(null, 0, "MERIDIAN", List.of()),
                        null,
                        5_000,
                        null,
                        null,
                        "image",
                        null);
        var zoneKeys = ZoneKeys.open(home);
        keys = ResearchKeys.of(zoneKeys.derive("research zone"));
        clinical = new Database(home.clinicalDatabase(), "migrations/clinical");
        research = new Database(home.researchDatabase(), "migrations/research");
        edge = new Database(home.edgeDatabase(), "migrations/edge");
        ledger = new OpenLedger(home, configuration, edge, clock);
        subjectKeys =
                new SubjectKeys(
                        SecretKey.of(zoneKeys.derive("research objects")),
                        new FileKeyStorage(home.keys().resolve("research-subjects")),
                        clock);
        objects = new ResearchObjects(home.researchObjects(), subjectKeys);
        catalog = new CatalogTable(research, clock);
        pending = new PendingInstances(clinical);
        bases = new LegalBases(research, ledger.records, clock);
        table = new DatasetTable(research);
        datasets =
                new Datasets(
                        new Datasets.Catalogue(
                                catalog, DatasetVersions.of(keys), "meridian-research/1", "test"),
                        table,
                        bases,
                        ledger.records,
                        ledger.commitments,
                        ledger.outbox,
                        clock);
        erased = new ErasureTable(edge, clock);
        versions =
                new FrozenVersions(table, catalog, objects, bases, ledger.records, erased, clock);
        counts = new CountsNotice(clinical, edge, ledger.outbox, clock);
    }

    ResearchPipeline pipeline() {
        return ResearchPipeline.of(
                keys,
                DeidentificationProfile.shipped(DeidentificationProfile.RESEARCH),
                (identifier, _) -> subject(identifier.value()),
                QualityRules.shipped());
    }

    static SubjectId subject(String patientId) {
        return new SubjectId("%032x".formatted(patientId.hashCode() & 0xffffffffL));
    }

    ResearchBatch batch(Originals originals) {
        return new ResearchBatch(
                new ResearchBatch.Source(originals, this::acquisition, Memory.ofThisProcess()),
                pipeline(),
                keys,
                configuration.site(),
                new ResearchBatch.Zone(objects, ledger.siteJournal, catalog, pending),
                clock);
    }

    /** As reception's: one entry for each content of an instance. */
    private Reference.OfEntry acquisition(String id) {
        return ledger.siteJournal.append(
                "acquisition/" + id + "/" + Digest.of(original(id)).hex(),
                "acquisition",
                JsonMapper.shared().createObjectNode().put("instance", id),
                List.of());
    }

    /** What reception does when other bytes come for a known object. */
    void correct(String id, byte[] object) {
        try {
            Files.write(file(id), object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        clinical.update(jdbc ->
                jdbc.sql(
                                "UPDATE instance SET sealed = randomblob(8), research = 'pending', research_tries = 0 WHERE id = ?")
                        .param(id)
                        .update());
    }

    ResearchWorker worker() {
        return worker(this::original);
    }

    ResearchWorker worker(Originals originals) {
        return new ResearchWorker(pending, batch(originals), counts, 1);
    }

    /** Takes in everything that waits. */
    int workOff() {
        try (var worker = worker()) {
            return worker.workOff();
        }
    }

    /** What reception does, as far as the research zone sees it. */
    void receive(String id, byte[] object) {
        receive(List.of(id), List.of(object));
    }

    void receive(List<String> ids, List<byte[]> objects) {
        try {
            Files.createDirectories(folder.resolve("originals"));
            for (var at = 0; at < ids.size(); at++) {
                Files.write(file(ids.get(at)), objects.get(at));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        clinical.update(jdbc -> {
            for (var at = 0; at < ids.size(); at++) {
                var id = ids.get(at);
                jdbc.sql(
                                "INSERT INTO study(id, lookup, subject, sealed, modality, received, changed, state)"
                                        + " VALUES (?, ?, 's', x'00', 'DX', 1, 1, 'complete')")
                        .params("study-" + id, "study-" + id)
                        .update();
                jdbc.sql(
                                "INSERT INTO instance(id, lookup, study, subject, sealed, number, sop_class, modality, bytes, received)"
                                        + " VALUES (?, ?, ?, 's', randomblob(8), 1, '1.2', 'DX', ?, 1)")
                        .params(id, id, "study-" + id, objects.get(at).length)
                        .update();
            }
        });
    }

    byte[] original(String id) {
        try {
            return Files.readAllBytes(file(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String id) {
        return folder.resolve("originals").resolve(id);
    }

    String state(String id) {
        return text(clinical, "SELECT research FROM instance WHERE id = '" + id + "'");
    }

    static long count(Database database, String table) {
        return database.read()
                .sql("SELECT count(*) FROM " + table)
                .query((rs, _) -> rs.getLong(1))
                .single();
    }

    static String text(Database database, String sql) {
        return database.read().sql(sql).query((rs, _) -> rs.getString(1)).single();
    }

    /** Label lines by original UID. */
    static byte[] labels(List<String> lines) {
        var all = new ArrayList<>(List.of("SOPInstanceUID,label"));
        all.addAll(lines);
        return String.join("\n", all).getBytes(StandardCharsets.UTF_8);
    }

    LabelImport labelImport() {
        return new LabelImport(catalog, keys, configuration);
    }

    Digest basis(@Nullable Instant expires) {
        return bases.record(
                LegalBases.basis("training", "public-data", "EC-1", "test images", expires),
                expires);
    }

    @Override
    public void close() {
        objects.close();
        ledger.close();
        clinical.close();
        research.close();
        edge.close();
    }
}
