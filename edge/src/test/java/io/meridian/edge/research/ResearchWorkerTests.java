package io.meridian.edge.research;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.artifact.Kinds;
import io.meridian.artifact.RecordConfig;
import io.meridian.artifact.Reference;
import io.meridian.artifact.secret.Subject;
import io.meridian.dicom.Part10;
import io.meridian.dicom.Tags;
import io.meridian.edge.home.EdgeException;
import io.meridian.governance.ResearchOutcome;
import io.meridian.governance.ResearchPipeline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class ResearchWorkerTests {
    private static final String DEIDENTIFICATIONS = "journal_entry WHERE kind = 'deidentification'";

    @AutoClose private TestSite site;

    ResearchWorkerTests(@TempDir Path folder) {
        site = new TestSite(folder);
    }

    private void reopen() {
        site.close();
        site = new TestSite(site.folder);
    }

    private ResearchOutcome.Accepted made(String id) {
        return (ResearchOutcome.Accepted)
                site.pipeline()
                        .process(
                                site.original(id),
                                new ResearchPipeline.Context(
                                        site.configuration.site(), site.clock.instant()));
    }

    private RecordConfig entry(Reference.OfEntry reference) {
        return site.ledger.journal.find(reference).orElseThrow().entry().config();
    }

    @Test
    void holdsWhatEndedTheProcessThreeTimesAndNotWhatWasBesideIt() {
        site.receive(
                List.of("bad", "good"), List.of(Samples.capture(1, 28), Samples.capture(2, 28)));
        for (var end = 0; end < 3; end++) {
            site.pending.begin(site.pending.oldest(64, Long.MAX_VALUE));
            reopen(); // the process ended in the midst of it
        }

        site.workOff();

        assertThat(site.state("bad")).isEqualTo("held");
        assertThat(site.state("good")).isEqualTo("accepted");
        site.correct("bad", Samples.capture(1, 28));
        assertThat(site.state("bad")).isEqualTo("pending");
    }

    @Nested
    final class Accepts {
        @Test
        void aRadiographWithObjectRowAndEntry() {
            site.receive("a", Samples.radiograph(1, "PID-1", "Zhang^San=张^三", 64));

            assertThat(site.workOff()).isEqualTo(1);

            assertThat(site.state("a")).isEqualTo("accepted");
            var entry = made("a").entry();
            assertThat(entry.instanceUid()).isEqualTo(site.keys.uid(Samples.uid(1)));
            var object = Part10.read(site.objects.read(entry.digest(), entry.subject()));
            assertThat(object.dataSet().first(Tags.PatientID)).isEqualTo(entry.subject().value());
            var recorded =
                    entry(site.ledger.siteJournal.find(ResearchBatch.key(entry)).orElseThrow());
            assertThat(recorded.text("profile")).contains("meridian-research/1");
            assertThat(recorded.text("object")).contains(entry.digest().value());
            var acquisition =
                    (Reference.OfEntry) recorded.parent("acquisition").orElseThrow().reference();
            assertThat(entry(acquisition).text("instance")).contains("a");
        }

        @Test
        void aPictureWithoutAPersonAsAnImageOfItsOwn() {
            site.receive("a", Samples.capture(1, 28));

            site.workOff();

            assertThat(TestSite.text(site.research, "SELECT unit FROM catalog")).isEqualTo("image");
        }

        @Test
        void moreThanOneBatch() {
            for (var number = 0; number < 150; number++) {
                site.receive("i" + number, Samples.capture(number, 28));
            }

            assertThat(site.workOff()).isEqualTo(150);

            assertThat(TestSite.count(site.research, "catalog")).isEqualTo(150);
            assertThat(site.ledger.journal.size()).isEqualTo(300);
            assertThat(site.workOff()).isZero();
        }

        @Test
        void whatComesWhileItRuns() throws InterruptedException {
            var read = new CountDownLatch(1);
            try (var worker =
                    site.worker(id -> {
                        read.countDown();
                        return site.original(id);
                    })) {
                worker.start();
                site.receive("a", Samples.capture(1, 28));
                worker.wake();

                assertThat(read.await(20, TimeUnit.SECONDS)).isTrue();
            }
            // Closing waits for the batch under way.
            assertThat(site.state("a")).isEqualTo("accepted");
        }
    }

    @Nested
    final class Holds {
        @Test
        void textInThePixelsWithItsReason() {
            site.receive("a", Samples.radiographWithText(1, "PID-1", "Zhang^San=张^三", 256));

            site.workOff();

            assertThat(site.state("a")).isEqualTo("held");
            var held = new QuarantineController(site.clinical).all().getFirst();
            assertThat(held.zone()).isEqualTo("research");
            assertThat(held.rule()).contains("text");
            assertThat(held.reason()).isNotBlank().doesNotContainIgnoringCase("zhang");
            assertThat(TestSite.count(site.research, "catalog")).isZero();
            assertThat(site.home.researchObjects()).isEmptyDirectory();
            assertThat(site.ledger.journal.size()).isZero();
        }

        @Test
        void whatIsNoDicom() {
            site.receive("a", "张三 is not DICOM".getBytes(StandardCharsets.UTF_8));

            site.workOff();

            var held = new QuarantineController(site.clinical).all().getFirst();
            assertThat(held.rule()).isEqualTo("malformed");
            assertThat(held.reason()).doesNotContain("张三");
            assertThat(held.sopClass()).isEqualTo("1.2");
        }

        @Test
        void whatStaysUnreadableAfterSomeTriesAndTakesTheOthersMeanwhile() {
            site.receive("bad", Samples.capture(1, 28));
            site.receive("good", Samples.capture(2, 28));
            var tries = new HashMap<String, Integer>();
            try (var worker =
                    site.worker(id -> {
                        tries.merge(id, 1, Integer::sum);
                        if (id.equals("bad")) {
                            throw new EdgeException("the disk has a bad block");
                        }
                        return site.original(id);
                    })) {
                worker.workOff();
                assertThat(site.state("good")).isEqualTo("accepted");
                assertThat(site.state("bad")).isEqualTo("pending");
                for (var more = 0; more < 4; more++) {
                    worker.workOff();
                }
            }

            assertThat(tries).containsEntry("bad", 3).containsEntry("good", 1);
            assertThat(site.state("bad")).isEqualTo("held");
            assertThat(TestSite.text(site.clinical, "SELECT rule FROM quarantine"))
                    .isEqualTo("not-processable");
        }

        @Test
        void anImageOfASubjectWhoWasErased() {
            site.receive("a", Samples.radiograph(1, "PID-1", "Zhang^San=张^三", 64));
            site.workOff();
            var pseudonym = site.keys.pseudonym(TestSite.subject("PID-1"));
            site.subjectKeys.erase(new Subject("research/" + pseudonym.value()));
            site.receive("b", Samples.radiograph(2, "PID-1", "Zhang^San=张^三", 64));
            site.receive("c", Samples.radiograph(3, "PID-2", "Li^Si=李^四", 64));

            site.workOff();

            assertThat(site.state("b")).isEqualTo("held");
            assertThat(site.state("c")).isEqualTo("accepted");
        }
    }

    /** The state that a crash leaves after a step, and then a whole run over it. */
    @Nested
    final class GoesOnAfterACrash {
        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 3, 4})
        void betweenAnyTwoStepsWithNothingTwice(int steps) throws Exception {
            site.receive("a", Samples.radiograph(1, "PID-1", "Zhang^San=张^三", 64));
            var made = made("a");
            var digest = made.entry().digest();
            if (steps >= 1) {
                site.objects.put(
                        List.of(
                                new ResearchObjects.Content(
                                        digest, made.entry().subject(), made.object())));
            }
            if (steps >= 2) {
                var fields = (ObjectNode) JsonMapper.shared().readTree(made.record().toJson());
                fields.put("object", digest.value());
                fields.put("key", ResearchBatch.key(made.entry()));
                // Into the journal alone: the index of keys did not get there.
                site.ledger.journal.append(
                        "deidentification",
                        RecordConfig.write(
                                Kinds.standard().named("deidentification"),
                                site.clock.instant(),
                                "qingshan",
                                fields,
                                List.of(),
                                List.of()));
                reopen();
            }
            if (steps >= 3) {
                var entry =
                        site.ledger.siteJournal.find(ResearchBatch.key(made.entry())).orElseThrow();
                site.catalog.put(List.of(new CatalogTable.Row(made.entry(), entry)));
            }
            if (steps >= 4) {
                site.catalog.label(
                        java.util.Map.of(
                                made.entry().instanceUid(),
                                new io.meridian.governance.annotation.Label(
                                        "1",
                                        io.meridian.governance.annotation.LabelDefinition.reference(
                                                "finding"),
                                        null)));
            }
            reopen();

            site.workOff();

            assertThat(site.state("a")).isEqualTo("accepted");
            assertThat(TestSite.count(site.research, "catalog")).isEqualTo(1);
            assertThat(TestSite.count(site.edge, DEIDENTIFICATIONS)).isEqualTo(1);
            assertThat(site.objects.read(digest, made.entry().subject())).isEqualTo(made.object());
            try (var files = Files.walk(site.home.researchObjects())) {
                assertThat(files.filter(Files::isRegularFile)).hasSize(1);
            }
            if (steps >= 4) {
                assertThat(TestSite.text(site.research, "SELECT label FROM catalog"))
                        .isEqualTo("1");
            }
        }

        @Test
        void withAHalfWrittenObject() throws Exception {
            site.receive("a", Samples.capture(1, 28));
            var made = made("a");
            var bucket =
                    site.home
                            .researchObjects()
                            .resolve(made.entry().digest().hex().substring(0, 2));
            Files.createDirectories(bucket);
            Files.write(bucket.resolve(made.entry().digest().hex() + ".part"), new byte[7]);
            reopen();

            site.workOff();

            assertThat(site.objects.read(made.entry().digest(), made.entry().subject()))
                    .isEqualTo(made.object());
            try (var files = Files.list(bucket)) {
                assertThat(files).hasSize(1);
            }
        }
    }

    @Nested
    final class TellsTheHub {
        private List<String> documents() {
            return site.ledger.outbox.pending().stream()
                    .filter(event -> event.getKind().equals("counts"))
                    .map(event -> event.getDocument().toStringUtf8())
                    .toList();
        }

        @Test
        void theCountsOnceForEachChangeAndOneNoticeAtATime() {
            site.counts.tellIfChanged();
            site.receive("a", Samples.capture(1, 28));
            site.workOff();
            site.clock.set(TestSite.START.plusSeconds(60));
            site.counts.tellIfChanged();

            assertThat(documents())
                    .containsExactly("{\"received\":0,\"quarantined\":0,\"deidentified\":0}");

            site.ledger.outbox.acknowledged(List.of("counts/1"));
            site.clock.set(TestSite.START.plusSeconds(120));
            site.counts.tellIfChanged();
            site.clock.set(TestSite.START.plusSeconds(180));
            site.counts.tellIfChanged();

            assertThat(documents())
                    .containsExactly("{\"received\":1,\"quarantined\":0,\"deidentified\":1}");
        }
    }
}
