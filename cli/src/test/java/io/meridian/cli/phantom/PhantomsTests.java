package io.meridian.cli.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.artifact.Digest;
import io.meridian.cli.CommandLineRun;
import io.meridian.cli.dicom.DicomFiles;
import io.meridian.cli.modality.LabelledImage;
import io.meridian.dicom.Tags;
import io.meridian.governance.ResearchKeys;
import io.meridian.governance.ResearchOutcome;
import io.meridian.governance.ResearchPipeline;
import io.meridian.governance.annotation.LabelFile;
import io.meridian.governance.deidentification.DeidentificationProfile;
import io.meridian.governance.identity.SubjectId;
import io.meridian.governance.quality.QualityRules;
import io.meridian.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhantomsTests {
    @TempDir private Path folder;

    private List<LabelledImage> write(int hospital, int count, long seed, String name) {
        return Phantoms.write(
                new PhantomOrder(PhantomHospital.of(hospital), count, seed, 1, 2, 1),
                folder.resolve(name));
    }

    private static Map<String, Digest> digests(Path folder) throws IOException {
        var digests = new TreeMap<String, Digest>();
        for (var file : DicomFiles.below(List.of(folder))) {
            digests.put(file.getFileName().toString(), Digest.of(Files.readAllBytes(file)));
        }
        return digests;
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherOneOtherPeople() throws IOException {
        write(1, 20, 7, "a");
        write(1, 20, 7, "b");
        write(1, 20, 8, "c");

        assertThat(digests(folder.resolve("a")))
                .hasSize(21)
                .isEqualTo(digests(folder.resolve("b")));
        assertThat(digests(folder.resolve("a")).values())
                .doesNotContainAnyElementsOf(digests(folder.resolve("c")).values());
    }

    @Test
    void severalImagesOfOnePersonShareThePersonTheFindingAndTheSplit() {
        var byPatient = new HashMap<String, HashSet<String>>();
        var images = write(2, 60, 7, "a").stream().filter(i -> !i.label().isEmpty()).toList();
        for (var image : images) {
            var dataSet = DicomFiles.read(image.file()).dataSet();
            byPatient
                    .computeIfAbsent(dataSet.first(Tags.PatientID), _ -> new HashSet<>())
                    .add(dataSet.text(Tags.PatientName) + image.label() + image.split());
        }

        assertThat(byPatient.values()).allMatch(each -> each.size() == 1);
        assertThat(byPatient.size()).isBetween(20, 59);
        assertThat(images.stream().map(LabelledImage::split).distinct())
                .containsExactlyInAnyOrder("train", "validation", "test");
    }

    @Test
    void hospitalsDifferInPrevalence() {
        assertThat(prevalence(3)).isGreaterThan(prevalence(2) + 0.1);
    }

    private double prevalence(int hospital) {
        var images = write(hospital, 240, 7, "p" + hospital);
        return images.stream().filter(i -> i.label().equals(Phantoms.FINDING)).count() / 240.0;
    }

    @Test
    void theCommandWritesLabelsThatGovernanceReads() throws IOException {
        var out = folder.resolve("out");

        var run =
                CommandLineRun.of(
                        "phantom", "--out", out.toString(), "--count", "12", "--malformed", "1");

        assertThat(run.exit()).isZero();
        assertThat(run.output()).contains("13 objects");
        var labels = LabelFile.parse(Files.readAllBytes(out.resolve("labels.csv")));
        assertThat(labels.problems()).isEmpty();
        assertThat(labels.rows()).hasSize(12).allMatch(row -> row.split() != null);
    }

    /** Where the research zone looks for text, it finds every name; it holds few others. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void namedAndBrokenPhantomsAreHeld(int hospital) throws IOException {
        var place = PhantomHospital.of(hospital);
        var named = rules(new PhantomOrder(place, 10, 7, 1, 10, 0));
        var others = rules(new PhantomOrder(place, 40, 7, 100, 0, 1));

        assertThat(named).containsOnlyKeys("burned-in-text");
        assertThat(others).containsEntry("pixels-not-readable", 1);
        assertThat(others.getOrDefault("accepted", 0)).isGreaterThanOrEqualTo(34);
    }

    private Map<String, Integer> rules(PhantomOrder order) throws IOException {
        var pipeline =
                ResearchPipeline.of(
                        ResearchKeys.of(new byte[32]),
                        DeidentificationProfile.shipped(DeidentificationProfile.RESEARCH),
                        (identifier, _) ->
                                new SubjectId(
                                        "%032x"
                                                .formatted(
                                                        identifier.value().hashCode()
                                                                & 0xffffffffL)),
                        QualityRules.shipped());
        var rules = new TreeMap<String, Integer>();
        for (var image : Phantoms.write(order, folder.resolve("from-" + order.firstPatient()))) {
            var outcome =
                    pipeline.process(
                            Files.readAllBytes(image.file()),
                            new ResearchPipeline.Context("H", Instant.EPOCH));
            rules.merge(
                    switch (outcome) {
                        case ResearchOutcome.Accepted _ -> "accepted";
                        case ResearchOutcome.Held held -> held.rule();
                        case ResearchOutcome.Refused _ -> "refused";
                    },
                    1,
                    Integer::sum);
        }
        return rules;
    }

    @Test
    void pydicomReadsTheChineseName() {
        var image = write(1, 4, 7, "a").getFirst();
        var name = DicomFiles.read(image.file()).dataSet().first(Tags.PatientName);

        var output =
                Peers.runPython(
                        List.of("pydicom"),
                        "import pydicom,sys; d=pydicom.dcmread(sys.argv[1]);"
                                + " print(d.SpecificCharacterSet, d.PatientName.alphabetic,"
                                + " d.PatientName.ideographic, d.pixel_array.shape, d.pixel_array.max() > 1000)",
                        image.file());

        assertThat(name).matches("[A-Z][a-z]+\\^[A-Z][a-z]+=\\p{IsHan}+\\^\\p{IsHan}+");
        assertThat(output)
                .isEqualTo("GB18030 %s (192, 192) True".formatted(name.replace('=', ' ')));
    }

    @Test
    void dcmtkReadsTheChineseName() {
        var dcmdump = Peers.program("dcmdump");
        var image = write(1, 4, 7, "a").getFirst();

        var output =
                Peers.run(List.of(dcmdump, "+U8", "+P", "PatientName", image.file().toString()));

        assertThat(output.exit()).as(output.text()).isZero();
        assertThat(output.text())
                .contains(
                        "["
                                + DicomFiles.read(image.file()).dataSet().first(Tags.PatientName)
                                + "]");
    }
}
