package io.meridian.edge.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.artifact.Reference;
import io.meridian.artifact.journal.Journal;
import io.meridian.dicom.Part10;
import io.meridian.dicom.SopClass;
import io.meridian.dicom.Tags;
import io.meridian.edge.Archive;
import io.meridian.edge.FakeInference;
import io.meridian.edge.Hospital;
import io.meridian.edge.Modality;
import io.meridian.edge.home.Home;
import io.meridian.edge.link.ActiveRelease;
import io.meridian.edge.reception.Lookups;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class EvaluationTests {
    @TempDir Path folder;

    private final ActiveRelease release = Hospital.release("first", "clinical");
    private final Hospital.SetReleases releases = new Hospital.SetReleases();
    private FakeInference inference;
    private Archive archive;

    @BeforeEach
    void prepare() throws IOException {
        inference = new FakeInference(release.release().value());
        archive = new Archive(0);
        Hospital.prepare(folder, archive.port());
        inference.announce(new Home(folder));
        releases.set(Optional.of(release));
    }

    @AfterEach
    void end() throws IOException {
        inference.close();
        archive.close();
    }

    private static void send(Hospital hospital, io.meridian.dicom.DataSet... images) {
        try (var modality = new Modality(hospital.dicomPort())) {
            for (var image : images) {
                assertThat(modality.send(image).status()).isZero();
            }
        }
    }

    private static Result of(Hospital hospital, int study) {
        return result(hospital, study).orElseThrow();
    }

    private static Optional<Result> result(Hospital hospital, int study) {
        var lookup = hospital.bean(Lookups.class).study("1.2.826.0.1.88." + study);
        return hospital.database("clinicalDatabase")
                .read()
                .sql("SELECT id FROM study WHERE lookup = ?")
                .param(lookup)
                .query((rs, _) -> rs.getString(1))
                .optional()
                .flatMap(id -> hospital.bean(Results.class).ofStudy(id));
    }

    private static void awaitState(Hospital hospital, int study, Result.State state, String pacs)
            throws InterruptedException {
        Hospital.await(
                "study " + study + " is " + state + " and " + pacs,
                () ->
                        result(hospital, study)
                                .filter(it -> it.state() == state && it.pacs().equals(pacs))
                                .isPresent());
    }

    private static List<JsonNode> events(Hospital hospital, String kind) {
        return hospital.database("edgeDatabase")
                .read()
                .sql("SELECT document FROM event WHERE kind = ? ORDER BY rowid")
                .param(kind)
                .query((rs, _) -> JsonMapper.shared().readTree(rs.getString(1)))
                .list();
    }

    @Test
    void answersACompleteStudyAndTellsArchiveJournalAndHub() throws Exception {
        try (var hospital = new Hospital(folder, releases)) {
            send(
                    hospital,
                    Modality.image("P-1", 1, 1, 30),
                    Modality.image("P-1", 1, 2, 240),
                    Modality.image("P-2", 2, 1, 20));
            awaitState(hospital, 1, Result.State.EVALUATED, "sent");
            awaitState(hospital, 2, Result.State.EVALUATED, "sent");

            var bright = of(hospital, 1);
            assertThat(bright.finding()).isEqualTo("positive");
            assertThat(bright.score()).isGreaterThan(0.5);
            assertThat(bright.instance())
                    .isEqualTo(
                            hospital.database("clinicalDatabase")
                                    .read()
                                    .sql("SELECT id FROM instance WHERE study = ? AND number = 2")
                                    .param(bright.study())
                                    .query((rs, _) -> rs.getString(1))
                                    .single());
            assertThat(of(hospital, 2).finding()).isEqualTo("negative");

            assertThat(archive.received).hasSize(2);
            var report =
                    archive.received.stream()
                            .filter(it ->
                                    it.first(Tags.StudyInstanceUID).equals("1.2.826.0.1.88.1"))
                            .findFirst()
                            .orElseThrow();
            assertThat(report.first(Tags.SOPClassUID)).isEqualTo(SopClass.COMPREHENSIVE_SR.uid());
            assertThat(report.first(Tags.PatientName)).isEqualTo(Modality.NAME);
            assertThat(report.first(Tags.AccessionNumber)).isEqualTo("ACC-PLANTED-1");
            assertThat(Part10.read(hospital.bean(Reports.class).structured(bright)).dataSet())
                    .isEqualTo(report);

            var reference = (Reference.OfEntry) Reference.parse(String.valueOf(bright.reference()));
            var entry = hospital.bean(Journal.class).find(reference).orElseThrow().entry();
            var json = JsonMapper.shared().readTree(entry.bytes());
            assertThat(json.path("parents").path(0).path("reference").asString())
                    .isEqualTo(release.release().value());
            assertThat(json.path("parents").path(0).path("site").asString()).isEqualTo("hub");
            assertThat(json.path("parents").size()).isEqualTo(3);
            var source =
                    (Reference.OfEntry)
                            Reference.parse(
                                    json.path("parents").path(1).path("reference").asString());
            assertThat(
                            hospital.bean(Journal.class)
                                    .find(source)
                                    .orElseThrow()
                                    .entry()
                                    .kind()
                                    .name())
                    .isEqualTo("acquisition");

            var notices = events(hospital, "result-notice");
            assertThat(notices).hasSize(2);
            assertThat(notices)
                    .allSatisfy(notice ->
                            assertThat(notice.propertyNames())
                                    .containsExactlyInAnyOrder(
                                            "id", "release", "outcome", "finding", "bin"));
            assertThat(notices)
                    .anySatisfy(notice -> {
                        assertThat(notice.path("id").asString()).isEqualTo(bright.id());
                        assertThat(notice.path("finding").asString()).isEqualTo("positive");
                        assertThat(notice.path("bin").asInt()).isBetween(10, 19);
                    });
            var fhir =
                    new String(hospital.bean(Reports.class).fhir(bright), StandardCharsets.UTF_8);
            assertThat(fhir).contains("\"preliminary\"", "suspected by software");
        }
    }

    @Test
    void marksStudiesBeforeAnyReleaseAsNotEvaluatedAndNothingElse() throws Exception {
        releases.set(Optional.empty());
        try (var hospital = new Hospital(folder, releases)) {
            for (var study = 1; study <= 5; study++) {
                send(hospital, Modality.image("P-" + study, study, 1, 200));
            }
            for (var study = 1; study <= 5; study++) {
                awaitState(hospital, study, Result.State.NOT_EVALUATED, "not-configured");
                var result = of(hospital, study);
                assertThat(result.reason()).isEqualTo("no release was rolled out yet");
                assertThat(result.finding()).isNull();
                assertThat(result.reference()).isNull();
            }
            releases.set(Optional.of(release));
            send(hospital, Modality.image("P-6", 6, 1, 200));
            awaitState(hospital, 6, Result.State.EVALUATED, "sent");
            assertThat(events(hospital, "result-notice")).hasSize(1);
            assertThat(archive.received).hasSize(1);
            assertThat(hospital.count("SELECT count(*) FROM result WHERE state = 'evaluated'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aRestartNeitherEndsAPendingAnswerNorMarksACompleteStudy() throws Exception {
        inference.close();
        try (var hospital = new Hospital(folder, releases)) {
            send(hospital, Modality.image("P-1", 1, 1, 240));
            awaitState(hospital, 1, Result.State.PENDING, "not-configured");
        }
        releases.forget();
        try (var restarted = new FakeInference(release.release().value());
                var hospital = new Hospital(folder, releases)) {
            restarted.announce(hospital.home);
            send(hospital, Modality.image("P-2", 2, 1, 20));
            Hospital.await(
                    "the study is complete",
                    () ->
                            hospital.count("SELECT count(*) FROM study WHERE state = 'complete'")
                                    == 2);
            var tries = of(hospital, 1).attempts();
            Hospital.await("it was looked at", () -> of(hospital, 1).attempts() > tries);
            assertThat(of(hospital, 1).state()).isEqualTo(Result.State.PENDING);
            assertThat(result(hospital, 2)).isEmpty();

            releases.set(Optional.of(release));
            awaitState(hospital, 1, Result.State.EVALUATED, "sent");
            awaitState(hospital, 2, Result.State.EVALUATED, "sent");
        }
    }

    @Test
    void aReleaseThatComesBackAnswersWhatItHadLeftUnanswered() throws Exception {
        inference.close();
        var second = Hospital.release("second", "clinical");
        try (var hospital = new Hospital(folder, releases)) {
            send(hospital, Modality.image("P-1", 1, 1, 240));
            awaitState(hospital, 1, Result.State.PENDING, "not-configured");
            var first = of(hospital, 1);
            releases.set(Optional.of(second));
            Hospital.await(
                    "the second release is asked",
                    () -> second.release().value().equals(of(hospital, 1).release()));
            releases.set(Optional.of(release));
            Hospital.await(
                    "the first release is asked again",
                    () -> release.release().value().equals(of(hospital, 1).release()));
            try (var restarted = new FakeInference(release.release().value())) {
                restarted.announce(hospital.home);
                awaitState(hospital, 1, Result.State.EVALUATED, "sent");
            }
            assertThat(of(hospital, 1).id())
                    .as("another record than the one that says that there was no answer")
                    .isNotEqualTo(first.id());
            assertThat(archive.received.getLast().first(Tags.CompletionFlag)).isEqualTo("COMPLETE");
        }
    }

    @Test
    void evaluatesAgainWhenAnImageComesLateOrCorrected() throws Exception {
        try (var hospital = new Hospital(folder, releases)) {
            send(hospital, Modality.image("P-1", 1, 1, 30));
            awaitState(hospital, 1, Result.State.EVALUATED, "sent");
            var first = of(hospital, 1);
            assertThat(first.finding()).isEqualTo("negative");

            send(hospital, Modality.image("P-1", 1, 2, 250));
            Hospital.await("the late image counts", () -> of(hospital, 1).instances() == 2);
            awaitState(hospital, 1, Result.State.EVALUATED, "sent");
            var second = of(hospital, 1);
            assertThat(second.id()).isNotEqualTo(first.id());
            assertThat(second.finding()).isEqualTo("positive");

            send(hospital, Modality.image("P-1", 1, 2, 10));
            Hospital.await(
                    "the corrected image counts", () -> !of(hospital, 1).id().equals(second.id()));
            awaitState(hospital, 1, Result.State.EVALUATED, "sent");
            assertThat(of(hospital, 1).finding()).isEqualTo("negative");

            send(hospital, Modality.image("P-1", 1, 2, 250));
            Hospital.await(
                    "bytes that were there before lead to the result that they had",
                    () -> of(hospital, 1).id().equals(second.id()));
            assertThat(hospital.bean(Results.class).find(first.id()).orElseThrow().current())
                    .isFalse();
            assertThat(hospital.count("SELECT count(*) FROM result")).isEqualTo(3);
            assertThat(events(hospital, "result-notice")).hasSize(3);
        }
    }

    @Test
    void waitsForAnInferenceProcessThatIsAwayAndFindsItAtAnotherPort() throws Exception {
        inference.close();
        try (var hospital = new Hospital(folder, releases)) {
            send(hospital, Modality.image("P-1", 1, 1, 240));
            Hospital.await(
                    "it was tried",
                    () -> result(hospital, 1).filter(it -> it.attempts() > 0).isPresent());
            assertThat(of(hospital, 1).state()).isEqualTo(Result.State.PENDING);
            try (var restarted = new FakeInference(release.release().value())) {
                restarted.announce(hospital.home);
                awaitState(hospital, 1, Result.State.EVALUATED, "sent");
            }
        }
    }

    @Test
    void doesNotTakeTheAnswerOfAnotherVersion() throws Exception {
        try (var other = new FakeInference("sha256:" + "0".repeat(64));
                var hospital = new Hospital(folder, releases)) {
            other.announce(hospital.home);
            send(hospital, Modality.image("P-1", 1, 1, 240));
            Hospital.await("it was asked twice", () -> other.asked.get() > 1);
            assertThat(of(hospital, 1).state()).isEqualTo(Result.State.PENDING);
            releases.set(Optional.empty());
            awaitState(hospital, 1, Result.State.NOT_EVALUATED, "sent");
            assertThat(of(hospital, 1).finding()).isNull();
            assertThat(archive.received.getFirst().first(Tags.CompletionFlag)).isEqualTo("PARTIAL");
        }
    }

    @Test
    void computesInShadowAndShowsNothing() throws Exception {
        releases.set(Optional.of(Hospital.release("first", "shadow")));
        try (var hospital = new Hospital(folder, releases)) {
            send(hospital, Modality.image("P-1", 1, 1, 240));
            awaitState(hospital, 1, Result.State.EVALUATED, "not-configured");
            Hospital.await("it is published", () -> of(hospital, 1).reference() != null);
            assertThat(of(hospital, 1).hidden()).isTrue();
            assertThat(hospital.bean(Reports.class).hasStructured(of(hospital, 1))).isFalse();
            assertThat(events(hospital, "result-notice")).hasSize(1);
            assertThat(archive.received).isEmpty();
        }
    }

    @Test
    void sendsToTheArchiveWhenItIsBackAlsoAfterARestart() throws Exception {
        archive.close();
        try (var hospital = new Hospital(folder, releases)) {
            send(hospital, Modality.image("P-1", 1, 1, 240));
            awaitState(hospital, 1, Result.State.EVALUATED, "waiting");
        }
        archive = new Archive(archive.port());
        try (var hospital = new Hospital(folder, releases)) {
            awaitState(hospital, 1, Result.State.EVALUATED, "sent");
            assertThat(archive.received).hasSize(1);
            assertThat(events(hospital, "result-notice")).hasSize(1);
        }
    }

    @Test
    void aReportThatCannotBeReadDoesNotKeepTheOthersFromTheArchive() throws Exception {
        archive.close();
        try (var hospital = new Hospital(folder, releases)) {
            send(hospital, Modality.image("P-1", 1, 1, 240));
            awaitState(hospital, 1, Result.State.EVALUATED, "waiting");
            var file = of(hospital, 1).reportFile();
            Files.write(
                    hospital.home.clinicalObjects().resolve(file.substring(0, 2)).resolve(file),
                    new byte[100]);
            send(hospital, Modality.image("P-2", 2, 1, 20));
            awaitState(hospital, 2, Result.State.EVALUATED, "waiting");
            archive = new Archive(archive.port());
            awaitState(hospital, 2, Result.State.EVALUATED, "sent");

            assertThat(of(hospital, 1).pacs()).isEqualTo("waiting");
            assertThat(of(hospital, 1).attempts()).isPositive();
        }
    }

    @Test
    void holdsAReportWhoseDemographicsAreNoLongerTheOriginals() throws Exception {
        archive.close();
        try (var hospital = new Hospital(folder, releases)) {
            send(hospital, Modality.image("P-1", 1, 1, 240));
            awaitState(hospital, 1, Result.State.EVALUATED, "waiting");
            var first = of(hospital, 1);
            send(hospital, Modality.image("P-9", 1, 1, 240));
            Hospital.await(
                    "the corrected patient has a result",
                    () -> !of(hospital, 1).id().equals(first.id()));
            archive = new Archive(archive.port());
            awaitState(hospital, 1, Result.State.EVALUATED, "sent");
            Hospital.await(
                    "the first is held",
                    () ->
                            hospital.bean(Results.class)
                                    .find(first.id())
                                    .orElseThrow()
                                    .pacs()
                                    .equals("held"));
            assertThat(archive.received)
                    .extracting(it -> it.first(Tags.PatientID))
                    .containsExactly("P-9");
        }
    }

    @Test
    void neverMixesPatientsInOneResult() throws Exception {
        try (var hospital = new Hospital(folder, releases)) {
            send(hospital, Modality.image("P-1", 1, 1, 240), Modality.image("P-2", 1, 2, 240));
            awaitState(hospital, 1, Result.State.NOT_EVALUATED, "not-configured");
            assertThat(of(hospital, 1).reason()).contains("different patients");
        }
    }
}
