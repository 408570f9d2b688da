package io.meridian.edge.reception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.dicom.DataSet;
import io.meridian.dicom.Part10;
import io.meridian.dicom.SopClass;
import io.meridian.dicom.Tags;
import io.meridian.dicom.TransferSyntax;
import io.meridian.dicom.Vr;
import io.meridian.dicom.network.AssociationException;
import io.meridian.dicom.network.StoreHandler.Incoming;
import io.meridian.edge.Hospital;
import io.meridian.edge.Modality;
import io.meridian.edge.home.EdgeConfiguration;
import io.meridian.edge.ledger.SiteJournal;
import io.meridian.edge.work.Memory;
import io.meridian.governance.identity.IdentityIndex;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReceptionTests {
    @TempDir Path folder;

    @BeforeEach
    void prepare() throws IOException {
        Hospital.prepare(folder, 0);
    }

    private Hospital hospital() {
        return new Hospital(folder, new Hospital.SetReleases());
    }

    @Test
    void keepsAnObjectAsItCameAndOnlyOnce() throws Exception {
        var image = Modality.image("P-1", 1, 1, 40);
        var bytes = Part10.dataSetBytes(image, TransferSyntax.EXPLICIT_LITTLE);
        try (var hospital = hospital()) {
            try (var modality = new Modality(hospital.dicomPort())) {
                assertThat(modality.send(image).status()).isZero();
                assertThat(modality.send(image).status()).isZero();
            }
            assertThat(hospital.count("SELECT count(*) FROM instance")).isEqualTo(1);
            assertThat(hospital.count("SELECT count(*) FROM study")).isEqualTo(1);
            Hospital.await(
                    "the object is in the journal",
                    () ->
                            hospital.count(
                                            "edgeDatabase",
                                            "SELECT count(*) FROM journal_entry WHERE kind = 'acquisition'")
                                    == 1);
        }
        try (var again = hospital()) {
            var id = again.bean(Lookups.class).instanceId(image.first(Tags.SOPInstanceUID));
            var kept = Part10.read(again.bean(Originals.class).read(id));
            assertThat(kept.dataSet()).isEqualTo(image);
            assertThat(Part10.dataSetBytes(kept.dataSet(), kept.transferSyntax())).isEqualTo(bytes);
        }
    }

    @Test
    void takesOtherBytesOfAKnownObjectAsACorrectionAndLosesNothing() throws Exception {
        try (var hospital = hospital()) {
            try (var modality = new Modality(hospital.dicomPort())) {
                modality.send(Modality.image("P-1", 1, 1, 40));
                assertThat(modality.send(Modality.image("P-2", 1, 1, 90)).isSuccess()).isTrue();
            }
            var id = hospital.bean(Lookups.class).instanceId("1.2.826.0.1.77.1.1");
            var row = hospital.bean(Instances.class).find(id).orElseThrow();
            var now = Part10.read(hospital.bean(Originals.class).read(id)).dataSet();
            assertThat(now.first(Tags.PatientID)).isEqualTo("P-2");
            assertThat(row.facts().earlier()).hasSize(1);
            var earlier = row.facts().earlier().getFirst().split("/", 2);
            var before =
                    Part10.read(
                            hospital.bean(ClinicalObjects.class)
                                    .read(earlier[0], ClinicalObjects.nameOf(id, earlier[1])));
            assertThat(before.dataSet().first(Tags.PatientID)).isEqualTo("P-1");
            assertThat(earlier[0]).isNotEqualTo(row.subject());
            assertThat(hospital.count("SELECT count(*) FROM instance")).isEqualTo(1);
        }
    }

    @Test
    void givesImagesOfOneNumberOneSubjectAndImagesWithoutNumberTheirOwn() throws Exception {
        try (var hospital = hospital()) {
            try (var modality = new Modality(hospital.dicomPort())) {
                modality.send(Modality.image("P-1", 1, 1, 1));
                modality.send(Modality.image("P-1", 2, 1, 2));
                modality.send(Modality.image("", 3, 1, 3));
                modality.send(Modality.image("", 4, 1, 4));
            }
            assertThat(hospital.count("SELECT count(DISTINCT subject) FROM instance")).isEqualTo(3);
            assertThat(hospital.bean(IdentityTable.class).events()).hasSize(1);
        }
    }

    @Test
    void keepsWhatDoesNotConformInQuarantineAndSaysSo() throws Exception {
        var good = Modality.image("P-1", 1, 1, 40);
        var uid = good.first(Tags.SOPInstanceUID);
        var dx = good.first(Tags.SOPClassUID);
        var whole = Part10.dataSetBytes(good, TransferSyntax.EXPLICIT_LITTLE);
        var broken = new ArrayList<byte[]>();
        broken.add(java.util.Arrays.copyOf(whole, whole.length - 100));
        broken.add(bytes(good.toBuilder().remove(Tags.StudyInstanceUID)));
        broken.add(bytes(good.toBuilder().bytes(Tags.PixelData, Vr.OB, new byte[100])));
        broken.add(bytes(good.toBuilder().remove(Tags.PixelData)));
        broken.add(bytes(good.toBuilder().text(Tags.SOPClassUID, SopClass.CT.uid())));
        broken.add("nonsense, no DICOM".getBytes(StandardCharsets.US_ASCII));
        try (var hospital = hospital()) {
            try (var modality = new Modality(hospital.dicomPort())) {
                for (var each : broken) {
                    var answer = modality.send(dx, uid, each);
                    assertThat(answer.isStored()).isFalse();
                    assertThat(answer.comment()).isNotBlank().doesNotContain(uid, "P-1");
                    assertThat(modality.send(dx, uid, each).isStored()).isFalse();
                }
                assertThat(modality.send(good).isSuccess()).isTrue();
            }
            assertThat(hospital.count("SELECT count(*) FROM quarantine WHERE zone = 'reception'"))
                    .isEqualTo(broken.size());
            assertThat(hospital.count("SELECT count(DISTINCT rule) FROM quarantine"))
                    .isGreaterThanOrEqualTo(4);
            var id =
                    hospital.database("clinicalDatabase")
                            .read()
                            .sql("SELECT id FROM quarantine WHERE bytes = 18")
                            .query((rs, _) -> rs.getString(1))
                            .single();
            assertThat(
                            new String(
                                    hospital.bean(ClinicalObjects.class)
                                            .read("quarantine-" + id, id + "-quarantine"),
                                    StandardCharsets.ISO_8859_1))
                    .endsWith("nonsense, no DICOM");
        }
    }

    private static byte[] bytes(DataSet.Builder builder) {
        return Part10.dataSetBytes(builder.build(), TransferSyntax.EXPLICIT_LITTLE);
    }

    @Test
    void refusesCallersThatItDoesNotKnow() {
        try (var hospital = hospital()) {
            assertThatThrownBy(() -> new Modality(hospital.dicomPort(), "STRANGER").close())
                    .isInstanceOf(AssociationException.Refused.class);
        }
    }

    @Test
    void refusesInTimeWhenTheDiskIsNearlyFull() throws Exception {
        try (var hospital = hospital()) {
            var intake =
                    new ObjectIntake(
                            hospital.bean(Instances.class),
                            hospital.bean(ClinicalObjects.class),
                            hospital.bean(IdentityIndex.class),
                            hospital.bean(Lookups.class),
                            hospital.bean(EdgeConfiguration.class),
                            Clock.systemUTC(),
                            hospital.bean(Acquisitions.class),
                            hospital.bean(Memory.class),
                            () -> 10L << 20);
            var image = Modality.image("P-1", 1, 1, 40);
            var outcome =
                    intake.store(
                            new Incoming(
                                    "MODALITY",
                                    "EDGE",
                                    InetAddress.getLoopbackAddress(),
                                    image.first(Tags.SOPClassUID),
                                    image.first(Tags.SOPInstanceUID),
                                    TransferSyntax.EXPLICIT_LITTLE),
                            new ByteArrayInputStream(new byte[10]));
            assertThat(outcome.status()).isEqualTo(0xA700);
            assertThat(hospital.count("SELECT count(*) FROM instance")).isZero();
        }
    }

    @Test
    void takesHundredsOfSmallObjectsOverSeveralAssociations() throws Exception {
        var associations = 8;
        var each = 75;
        try (var hospital = hospital()) {
            var began = System.nanoTime();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var answers = new ArrayList<Future<Integer>>();
                for (var number = 0; number < associations; number++) {
                    var study = 100 + number * each;
                    answers.add(threads.submit(() -> sendAll(hospital.dicomPort(), study, each)));
                }
                for (var answer : answers) {
                    assertThat(answer.get()).isEqualTo(each);
                }
            }
            var seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf(
                    "%d objects of new subjects in %.1f s: %.0f/s%n",
                    associations * each, seconds, associations * each / seconds);
            assertThat(hospital.count("SELECT count(*) FROM instance"))
                    .isEqualTo(associations * each);
            var journal = hospital.bean(SiteJournal.class);
            Hospital.await(
                    "every object is in the journal",
                    () ->
                            hospital.count(
                                            "SELECT count(*) FROM instance WHERE acquisition IS NOT NULL")
                                    == associations * each);
            assertThat(journal.find("acquisition/nothing")).isEmpty();
        }
    }

    private static int sendAll(int port, int study, int count) {
        var stored = 0;
        try (var modality = new Modality(port)) {
            for (var number = 0; number < count; number++) {
                var image = Modality.image("T-" + study + "-" + number, study + number, 1, 40);
                stored += modality.send(image).isSuccess() ? 1 : 0;
            }
        }
        return stored;
    }

    @Test
    void writesNoIdentityInPlainAnywhere() throws Exception {
        try (var hospital = hospital()) {
            try (var modality = new Modality(hospital.dicomPort())) {
                modality.send(Modality.image("PLANTED-ID-4711", 55501, 1, 40));
                modality.send(
                        SopClass.CT.uid(),
                        "1.2.826.0.1.77.55502.1",
                        Part10.dataSetBytes(
                                Modality.image("PLANTED-ID-4711", 55502, 1, 40),
                                TransferSyntax.EXPLICIT_LITTLE));
            }
            Hospital.await(
                    "the study is settled",
                    () -> hospital.count("SELECT count(*) FROM result") == 1);
        }
        assertThat(Plain.filesWith(folder, PLANTED)).isEmpty();
    }

    private static final List<byte[]> PLANTED =
            List.of(
                    "王^小植".getBytes(Charset.forName("GB18030")),
                    "小植".getBytes(StandardCharsets.UTF_8),
                    "Planted^Patient".getBytes(StandardCharsets.US_ASCII),
                    "PLANTED-ID-4711".getBytes(StandardCharsets.US_ASCII),
                    "ACC-PLANTED".getBytes(StandardCharsets.US_ASCII),
                    "1.2.826.0.1.77.555".getBytes(StandardCharsets.US_ASCII),
                    "1.2.826.0.1.88.555".getBytes(StandardCharsets.US_ASCII),
                    "1.2.826.0.1.99.555".getBytes(StandardCharsets.US_ASCII));

    /** Searches every byte of every file below a folder. */
    static final class Plain {
        private Plain() {}

        static List<String> filesWith(Path folder, List<byte[]> planted) throws IOException {
            var found = new ArrayList<String>();
            var files = 0;
            try (var all = Files.walk(folder)) {
                for (var file : all.filter(Files::isRegularFile).toList()) {
                    files++;
                    var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                    for (var each : planted) {
                        if (text.contains(new String(each, StandardCharsets.ISO_8859_1))) {
                            found.add(folder.relativize(file).toString());
                        }
                    }
                }
            }
            assertThat(files).isGreaterThan(5);
            return found;
        }
    }
}
