package io.meridian.edge.reception;

import io.meridian.application.database.Database;
import io.meridian.application.process.Fault;
import io.meridian.artifact.ArtifactException;
import io.meridian.dicom.DataSet;
import io.meridian.dicom.DicomException;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.edge.work.Memory;
import io.meridian.edge.work.Worker;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Gives the rows of objects that came before there were headers theirs, a few at a time. An object
 * that cannot be read gets an almost empty one, so that it is not tried for ever. Thread-safe.
 */
@Component
final class HeaderFill implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(HeaderFill.class);
    private static final int BATCH = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Database database;
    private final Sealed sealed;
    private final Lookups lookups;
    private final Instances instances;
    private final ClinicalObjects objects;
    private final Memory memory;
    private final Worker worker = new Worker("headers", Duration.ofMinutes(10), this::fillBatch);

    HeaderFill(
            Database clinicalDatabase,
            Sealed sealed,
            Lookups lookups,
            Instances instances,
            ClinicalObjects objects,
            Memory memory) {
        this.database = clinicalDatabase;
        this.sealed = sealed;
        this.lookups = lookups;
        this.instances = instances;
        this.objects = objects;
        this.memory = memory;
    }

    /** Fills some rows; true if there may be more. */
    boolean fillBatch() {
        var studies =
                database.read()
                        .sql("SELECT id FROM study WHERE patient IS NULL LIMIT ?")
                        .param(BATCH)
                        .query((rs, _) -> rs.getString(1))
                        .list();
        studies.forEach(this::fillStudy);
        var ids =
                database.read()
                        .sql("SELECT id FROM instance WHERE header IS NULL LIMIT ?")
                        .param(BATCH)
                        .query((rs, _) -> rs.getString(1))
                        .list();
        var rows = ids.stream().flatMap(id -> instances.find(id).stream()).toList();
        rows.forEach(this::fillInstance);
        return !studies.isEmpty() || !rows.isEmpty();
    }

    private void fillStudy(String id) {
        database.update(jdbc -> {
            var column =
                    jdbc.sql("SELECT sealed FROM study WHERE id = ?")
                            .param(id)
                            .query((rs, _) -> rs.getBytes(1))
                            .list();
            for (var bytes : column) {
                var facts = sealed.open(StudyFacts.COLUMN, bytes, StudyFacts.class);
                jdbc.sql("UPDATE study SET patient = ?, accession = ? WHERE id = ?")
                        .params(
                                lookups.patient(facts.patientId()),
                                lookups.accession(facts.accessionNumber()),
                                id)
                        .update();
            }
        });
    }

    private void fillInstance(Instances.Row row) {
        var header = sealed.keys().seal(InstanceHeader.COLUMN, header(row).bytes());
        database.update(
                jdbc -> // a correction that came meanwhile has written its own
                jdbc.sql(
                                        "UPDATE instance SET series = ?, header = ? WHERE id = ? AND header IS NULL")
                                .params(
                                        lookups.series(row.facts().seriesInstanceUid()),
                                        header,
                                        row.id())
                                .update());
    }

    private InstanceHeader header(Instances.Row row) {
        try {
            return memory.within(
                            3 * objects.size(row.file()),
                            PATIENCE,
                            () -> {
                                var file = Part10.read(objects.read(row.subject(), row.file()));
                                return InstanceHeader.of(file.dataSet(), file.transferSyntax());
                            })
                    .orElseGet(() -> bare(row));
        } catch (DicomException | UncheckedIOException | ArtifactException e) {
            LOG.warn("header not filled instance={} fault={}", row.id(), Fault.of(e));
            return bare(row);
        }
    }

    private static InstanceHeader bare(Instances.Row row) {
        var uids =
                DataSet.builder()
                        .text(Tags.SOPClassUID, row.sopClass())
                        .text(Tags.SOPInstanceUID, row.facts().sopInstanceUid())
                        .text(Tags.SeriesInstanceUID, row.facts().seriesInstanceUid())
                        .text(Tags.Modality, row.modality())
                        .build();
        return InstanceHeader.of(uids, TransferSyntax.EXPLICIT_LITTLE);
    }

    @Override
    public void start() {
        worker.start();
    }

    @Override
    public void stop() {
        worker.stop();
    }

    @Override
    public boolean isRunning() {
        return worker.isRunning();
    }
}
