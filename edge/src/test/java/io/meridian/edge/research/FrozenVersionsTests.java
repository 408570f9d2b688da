package io.meridian.edge.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.artifact.record.Records;
import io.meridian.artifact.secret.Subject;
import io.meridian.dicom.Part10;
import io.meridian.edge.home.EdgeException;
import io.meridian.governance.annotation.Split;
import io.meridian.governance.catalog.SplitUnit;
import io.meridian.governance.dataset.MembersList;
import io.meridian.model.preprocessing.DicomImage;
import io.meridian.model.preprocessing.Preprocessing;
import io.meridian.model.weights.SafetensorsFile;
import io.meridian.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FrozenVersionsTests {
    private static final Preprocessing PREPROCESSING = Preprocessing.of(1, 32, 32);
    private static final String PEER =
            """
            import sys
            from safetensors.numpy import load_file
            t = load_file(sys.argv[1])
            print(sorted(t), t['inputs'].dtype, t['inputs'].shape, t['labels'].dtype, t['labels'].tolist())
            """;

    @AutoClose private final TestSite site;

    FrozenVersionsTests(@TempDir Path folder) {
        site = new TestSite(folder);
    }

    /** Twelve people with two radiographs each; every third is positive. */
    private TrainingData.Version people(@Nullable Instant expires) {
        var lines = new ArrayList<String>();
        for (var number = 0; number < 24; number++) {
            site.receive(
                    "i" + number,
                    Samples.radiograph(number, "PID-" + number / 2, "Zhang^San=张^三", 48));
            lines.add(Samples.uid(number) + "," + (number / 2 % 3 == 0 ? "pneumonia" : "none"));
        }
        site.workOff();
        site.labelImport().take(TestSite.labels(lines));
        assertThat(
                        site.datasets.freeze(
                                "chest", site.basis(expires), "training", SplitUnit.SUBJECT))
                .isInstanceOf(Datasets.Outcome.Frozen.class);
        return site.versions.newest("chest").orElseThrow();
    }

    @Test
    void writesWhatPreprocessingYieldsInTheOrderOfTheMembers() throws IOException {
        var version = people(null);
        var file = site.folder.resolve("train.safetensors");

        var exported = site.versions.export(version, Split.TRAIN, "pneumonia", PREPROCESSING, file);

        var members =
                MembersList.read(
                                Records.layer(
                                        site.ledger.records.store(),
                                        Records.get(site.ledger.records.store(), version.dataset()),
                                        Datasets.MEMBERS,
                                        1 << 20))
                        .stream()
                        .filter(member -> member.split() == Split.TRAIN)
                        .toList();
        try (var read = SafetensorsFile.open(file)) {
            var inputs = read.read(read.get("inputs")).floats();
            var labels = read.read(read.get("labels")).longs();
            assertThat(read.get("inputs").shape())
                    .containsExactly((long) members.size(), 1L, 32L, 32L);
            for (var at = 0; at < members.size(); at++) {
                var member = members.get(at);
                var subject = site.catalog.subject(member.object()).orElseThrow();
                var expected =
                        PREPROCESSING.apply(
                                DicomImage.read(
                                        Part10.read(site.objects.read(member.object(), subject)),
                                        0));
                var actual = java.util.Arrays.copyOfRange(inputs, at * 1024, (at + 1) * 1024);
                assertThat(actual).isEqualTo(expected);
                assertThat(labels[at]).isEqualTo(member.label().equals("pneumonia") ? 1 : 0);
                assertThat(exported.labels().get(at)).isEqualTo((int) labels[at]);
                assertThat(exported.groups().get(at)).isEqualTo(member.group());
            }
        }
        assertThat(exported.labels()).contains(0, 1);
    }

    @Test
    void keepsEverySubjectInOneSplitAndGivesTheSameBytesAgain() throws IOException {
        var version = people(null);
        var seen = new HashMap<Integer, Split>();
        for (var split : Split.values()) {
            var file = site.folder.resolve(split.word());
            var exported = site.versions.export(version, split, "pneumonia", PREPROCESSING, file);
            var first = Files.readAllBytes(file);
            site.versions.export(version, split, "pneumonia", PREPROCESSING, file);
            assertThat(Files.readAllBytes(file)).isEqualTo(first);
            for (var group : new HashSet<>(exported.groups())) {
                assertThat(seen.put(group, split)).isNull();
            }
        }
        assertThat(seen).hasSize(12);
    }

    @Test
    void isReadByThePeer() throws Exception {
        var version = people(null);
        var file = site.folder.resolve("train.safetensors");
        var exported = site.versions.export(version, Split.TRAIN, "pneumonia", PREPROCESSING, file);

        assertThat(Peers.runPython(List.of("safetensors.numpy"), PEER, file))
                .isEqualTo(
                        "['inputs', 'labels'] float32 (%d, 1, 32, 32) int64 %s"
                                .formatted(exported.labels().size(), exported.labels()));
    }

    @Test
    void isEmptyForAnUnknownNameAndWhenTheLegalBasisIsOver() {
        var end = TestSite.START.plusSeconds(600);
        var version = people(end);
        site.clock.set(end);

        assertThat(site.versions.newest("unknown")).isEmpty();
        assertThat(site.versions.newest("chest")).isEmpty();
        assertThatThrownBy(() ->
                        site.versions.export(
                                version,
                                Split.TRAIN,
                                "pneumonia",
                                PREPROCESSING,
                                site.folder.resolve("x")))
                .isInstanceOf(EdgeException.class)
                .hasMessageContaining("legal basis");
    }

    @Test
    void aHospitalWithoutThePositiveLabelTakesPartWithItsNegatives() throws IOException {
        var version = people(null);

        var exported =
                site.versions.export(
                        version, Split.TRAIN, "1", PREPROCESSING, site.folder.resolve("x"));

        assertThat(exported.labels()).isNotEmpty().containsOnly(0);
        assertThat(site.folder.resolve("x")).exists();
    }

    @Test
    void aSplitWithoutImagesYieldsNoExampleAndNoFile() throws IOException {
        site.receive("i1", Samples.radiograph(1, "PID-1", "Zhang^San=张^三", 48));
        site.workOff();
        site.labelImport().take(TestSite.labels(List.of(Samples.uid(1) + ",pneumonia")));
        site.datasets.freeze("chest", site.basis(null), "training", SplitUnit.SUBJECT);
        var version = site.versions.newest("chest").orElseThrow();

        var examples = 0;
        for (var split : Split.values()) {
            var file = site.folder.resolve(split.word());
            var exported = site.versions.export(version, split, "pneumonia", PREPROCESSING, file);
            examples += exported.labels().size();
            assertThat(Files.exists(file)).isEqualTo(!exported.labels().isEmpty());
        }
        assertThat(examples).isEqualTo(1);
    }

    @Test
    void saysThatAVersionIsNotReproducibleAfterAnErasureAndLeavesNoFile() {
        var version = people(null);
        for (var person = 0; person < 12; person++) {
            var pseudonym = site.keys.pseudonym(TestSite.subject("PID-" + person));
            site.subjectKeys.erase(new Subject("research/" + pseudonym.value()));
        }

        assertThatThrownBy(() ->
                        site.versions.export(
                                version,
                                Split.TRAIN,
                                "pneumonia",
                                PREPROCESSING,
                                site.folder.resolve("x.safetensors")))
                .isInstanceOf(EdgeException.class)
                .hasMessageContaining("not reproducible");
        assertThat(site.folder.toFile().list((_, name) -> name.startsWith("x.safetensors")))
                .isEmpty();
    }
}
