package io.meridian.edge.research;

import io.meridian.artifact.Digest;
import io.meridian.artifact.Reference;
import io.meridian.artifact.record.Records;
import io.meridian.artifact.record.StoredRecord;
import io.meridian.artifact.secret.ErasedException;
import io.meridian.dicom.Part10;
import io.meridian.edge.home.EdgeException;
import io.meridian.edge.ledger.SiteRecords;
import io.meridian.governance.annotation.Split;
import io.meridian.governance.dataset.Member;
import io.meridian.governance.dataset.MembersList;
import io.meridian.model.preprocessing.DicomImage;
import io.meridian.model.preprocessing.Preprocessing;
import io.meridian.model.weights.ElementType;
import io.meridian.model.weights.SafetensorsWriter;
import io.meridian.model.weights.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads versions for workers, from the site's records and the research zone's objects. */
final class FrozenVersions implements TrainingData {
    private static final int MEMBERS_BYTES = 128 << 20;

    private final DatasetTable table;
    private final CatalogTable catalog;
    private final ResearchObjects objects;
    private final LegalBases bases;
    private final SiteRecords records;
    private final ErasedRecords erased;
    private final Clock clock;

    FrozenVersions(
            DatasetTable table,
            CatalogTable catalog,
            ResearchObjects objects,
            LegalBases bases,
            SiteRecords records,
            ErasedRecords erased,
            Clock clock) {
        this.table = table;
        this.catalog = catalog;
        this.objects = objects;
        this.bases = bases;
        this.records = records;
        this.erased = erased;
        this.clock = clock;
    }

    @Override
    public Optional<Version> newest(String name) {
        return table.newest(name)
                .flatMap(row -> {
                    requireReproducible(name, row.digest());
                    var record = Records.get(records.store(), row.digest());
                    return holds(record)
                            ? Optional.of(
                                    new Version(
                                            name,
                                            row.digest(),
                                            row.commitment(),
                                            record.config().text("purpose").orElseThrow()))
                            : Optional.empty();
                });
    }

    private void requireReproducible(String name, Digest version) {
        if (erased.erased(Reference.to(version))) {
            throw new NotReproducibleException(name);
        }
    }

    private boolean holds(StoredRecord record) {
        return bases.find(Datasets.legalBasis(record.config()))
                .filter(basis -> !basis.over(clock.instant()))
                .isPresent();
    }

    @Override
    public Exported export(
            Version version, Split split, String positive, Preprocessing preprocessing, Path file)
            throws IOException {
        var record = Records.get(records.store(), version.dataset());
        requireReproducible(version.name(), version.dataset());
        if (!holds(record)) {
            throw new EdgeException("the version's legal basis is over; its data stays here");
        }
        var all =
                MembersList.read(
                        Records.layer(records.store(), record, Datasets.MEMBERS, MEMBERS_BYTES));
        var members = all.stream().filter(member -> member.split() == split).toList();
        if (members.isEmpty()) {
            return new Exported(version, List.of(), List.of());
        }
        var labels = new ArrayList<Integer>();
        var groups = new ArrayList<Integer>();
        for (var member : members) {
            labels.add(member.label().equals(positive) ? 1 : 0);
            groups.add(member.group());
        }
        write(members, labels, preprocessing, file);
        return new Exported(version, labels, groups);
    }

    private void write(
            List<Member> members, List<Integer> labels, Preprocessing preprocessing, Path file)
            throws IOException {
        var count = (long) members.size();
        var inputs =
                new TensorInfo(
                        "inputs",
                        ElementType.F32,
                        List.of(
                                count,
                                (long) preprocessing.channels(),
                                (long) preprocessing.height(),
                                (long) preprocessing.width()),
                        0);
        var targets = new TensorInfo("labels", ElementType.I64, List.of(count), inputs.size());
        try (var writer = SafetensorsWriter.create(file, List.of(inputs, targets))) {
            var buffer =
                    ByteBuffer.allocate(Math.toIntExact(inputs.size() / count))
                            .order(ByteOrder.LITTLE_ENDIAN);
            for (var member : members) {
                buffer.clear();
                buffer.asFloatBuffer().put(input(member, preprocessing));
                writer.append(buffer);
            }
            var numbers =
                    ByteBuffer.allocate(Math.multiplyExact(labels.size(), Long.BYTES))
                            .order(ByteOrder.LITTLE_ENDIAN);
            labels.forEach(numbers::putLong);
            writer.append(numbers.flip());
            writer.commit();
        }
    }

    private float[] input(Member member, Preprocessing preprocessing) {
        var subject =
                catalog.subject(member.object())
                        .orElseThrow(() ->
                                new EdgeException(
                                        "an image of the version is no longer in the catalogue"));
        try {
            var object = Part10.read(objects.read(member.object(), subject));
            return preprocessing.apply(DicomImage.read(object, 0));
        } catch (ErasedException e) {
            throw new EdgeException(
                    "the version is not reproducible: a subject in it was erased", e);
        }
    }
}
