package io.meridian.edge.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.application.http.ApiException;
import io.meridian.artifact.Digest;
import io.meridian.artifact.Holding;
import io.meridian.artifact.JournalId;
import io.meridian.artifact.Reference;
import io.meridian.artifact.lineage.Lineage;
import io.meridian.artifact.lineage.LineageState;
import io.meridian.artifact.lineage.LocalLineage;
import io.meridian.artifact.record.Records;
import io.meridian.artifact.record.StoredRecord;
import io.meridian.artifact.secret.Commitment;
import io.meridian.artifact.signature.TrustedKeys;
import io.meridian.governance.catalog.SplitUnit;
import io.meridian.governance.dataset.MembersList;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpStatus;

final class DatasetsTests {
    @AutoClose private TestSite site;

    DatasetsTests(@TempDir Path folder) {
        site = new TestSite(folder);
    }

    private DatasetController controller() {
        return new DatasetController(site.datasets, site.erased, site.edge);
    }

    /** Images without a person, labelled 0 and 1 in turn. */
    private void images(int from, int to) {
        var ids = new ArrayList<String>();
        var objects = new ArrayList<byte[]>();
        var lines = new ArrayList<String>();
        for (var number = from; number < to; number++) {
            ids.add("i" + number);
            objects.add(Samples.capture(number, 28));
            lines.add(Samples.uid(number) + "," + number % 2);
        }
        site.receive(ids, objects);
        site.workOff();
        site.labelImport().take(TestSite.labels(lines));
    }

    private DatasetController.Frozen freeze(Digest basis, String unit) {
        return controller()
                .freeze(new DatasetController.Request("chest", basis.value(), "training", unit));
    }

    private StoredRecord record(String digest) {
        return Records.get(site.ledger.records.store(), new Digest(digest));
    }

    @Nested
    final class Labels {
        @Test
        void reachTheirImagesAndTheRestIsCounted() {
            site.receive("a", Samples.capture(1, 28));
            site.workOff();

            var answer =
                    (LabelImport.Outcome.Imported)
                            site.labelImport()
                                    .take(
                                            "SOPInstanceUID,label,split\n%s,1,train\n%s,0,test\n%s,1,never\nx,1,\n"
                                                    .formatted(
                                                            Samples.uid(1),
                                                            Samples.uid(2),
                                                            Samples.uid(3))
                                                    .getBytes(StandardCharsets.UTF_8));

            assertThat(answer.accepted()).isEqualTo(1);
            assertThat(answer.unmatched()).isEqualTo(1);
            assertThat(answer.problems()).hasSize(2);
            assertThat(answer.problems().getFirst()).startsWith("line 4").doesNotContain("1.3.6");
            assertThat(TestSite.text(site.research, "SELECT label || split FROM catalog"))
                    .isEqualTo("1train");
        }

        @Test
        void thatCameTooEarlyAreNotKept() {
            site.labelImport().take(TestSite.labels(List.of(Samples.uid(1) + ",1")));
            site.receive("a", Samples.capture(1, 28));
            site.workOff();

            assertThat(site.catalog.labelled(10)).isEmpty();
        }

        @Test
        void ofAFileThatIsNoneAreRefused() {
            var controller = new LabelController(site.labelImport());

            assertThatThrownBy(() ->
                            controller.take(
                                    new java.io.ByteArrayInputStream(
                                            "name,label\n".getBytes(StandardCharsets.UTF_8))))
                    .isInstanceOf(ApiException.class)
                    .hasMessageContaining("SOPInstanceUID");
        }
    }

    @Nested
    final class Bases {
        private final LegalBasisController.Request request =
                new LegalBasisController.Request(
                        "training", "consent", "EC-2", "all", "2027-01-01T00:00:00+08:00");

        @Test
        void areRecordedOnceAndSharedWithTheHub() {
            var controller = new LegalBasisController(site.bases, site.clock);

            var first = controller.record(request);
            site.clock.set(TestSite.START.plusSeconds(60));

            assertThat(controller.record(request)).isEqualTo(first);
            assertThat(controller.all()).hasSize(1);
            assertThat(controller.all().getFirst().expires()).isEqualTo("2026-12-31T16:00:00Z");
            assertThat(record(first.digest()).config().text("expires"))
                    .contains("2026-12-31T16:00:00Z");
            assertThat(TestSite.text(site.edge, "SELECT repository FROM push"))
                    .isEqualTo("qingshan/legal-basis");
        }

        @Test
        void thatAreOverOrUnreadableAreRefused() {
            var controller = new LegalBasisController(site.bases, site.clock);
            for (var end : List.of("2026-11-24T08:00:00Z", "2027-01-01", "soon")) {
                var wrong =
                        new LegalBasisController.Request("training", "consent", "1", "all", end);
                assertThatThrownBy(() -> controller.record(wrong))
                        .isInstanceOfSatisfying(
                                ApiException.class,
                                e -> assertThat(e.status()).isEqualTo(HttpStatus.BAD_REQUEST));
            }
        }
    }

    @Nested
    final class Freezes {
        @Test
        void aVersionWithItsCommitmentAndTellsTheHubOnce() {
            images(0, 40);
            var basis = site.basis(null);

            var frozen = freeze(basis, "image");

            var dataset = record(frozen.digest());
            var commitment = record(frozen.commitment());
            assertThat(commitment.config().json().path("version").asInt(0)).isEqualTo(1);
            assertThat(commitment.config().text("splitUnit")).contains("image");
            var stated = new Commitment(commitment.config().text("commitment").orElseThrow());
            assertThat(site.ledger.commitments.holds(stated, dataset.digest())).isTrue();
            assertThat(site.ledger.commitments.holds(stated, commitment.digest())).isFalse();
            assertThat(commitment.config().parent("dataset").orElseThrow().holding())
                    .isEqualTo(Holding.EVIDENTIAL);
            assertThat(commitment.config().parent("legal-basis").orElseThrow().reference())
                    .isEqualTo(Reference.to(basis));
            assertThat(site.ledger.outbox.pending())
                    .filteredOn(event -> event.getKind().equals("dataset-committed"))
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.getId())
                                .isEqualTo("dataset-committed/" + frozen.commitment());
                        assertThat(event.getDocument().toStringUtf8())
                                .contains(frozen.commitment());
                    });
            assertThat(TestSite.count(site.edge, "push")).isEqualTo(2);
            assertThat(frozen.counts().path("train").path("0").asInt()).isPositive();
            var members =
                    MembersList.read(
                            Records.layer(
                                    site.ledger.records.store(),
                                    dataset,
                                    Datasets.MEMBERS,
                                    1 << 20));
            assertThat(members).hasSize(40);
            var shown = controller().all().getFirst();
            assertThat(shown.version()).isEqualTo(1);
            assertThat(shown.pushed()).isFalse();
        }

        @Test
        void withAWalkableLineage() {
            images(0, 20);
            var frozen = freeze(site.basis(null), "image");

            var walk =
                    Lineage.walk(
                            Reference.to(new Digest(frozen.commitment())),
                            new LocalLineage(
                                    "qingshan",
                                    List.of(site.ledger.records.store()),
                                    List.of(site.ledger.journal),
                                    TrustedKeys.of(site.ledger.records.key().verifyingKey()),
                                    _ -> false));

            assertThat(walk.unbroken()).isTrue();
            assertThat(walk.count(LineageState.VERIFIED)).isEqualTo(5);
            var span = record(frozen.digest()).config().json().path("deidentified");
            assertThat(span.path("entries").asInt()).isEqualTo(20);
            assertThat(span.path("to").asInt()).isGreaterThan(span.path("from").asInt());
            assertThat(site.ledger.journal.id()).isEqualTo(new JournalId("qingshan"));
        }

        @Test
        void theSameDataToTheSameVersionAlsoAfterARestart() {
            images(0, 20);
            var basis = site.basis(null);
            var first = freeze(basis, "image");
            site.close();
            site = new TestSite(site.folder);
            site.clock.set(TestSite.START.plus(Duration.ofDays(3)));

            assertThat(freeze(basis, "image")).isEqualTo(first);
            assertThat(TestSite.count(site.research, "dataset")).isEqualTo(1);
        }

        @Test
        void otherDataToTheNextVersion() {
            images(0, 20);
            var basis = site.basis(null);
            var first = freeze(basis, "image");
            images(20, 24);

            var second = freeze(basis, "image");

            assertThat(second.digest()).isNotEqualTo(first.digest());
            assertThat(controller().all())
                    .extracting(DatasetController.Shown::version)
                    .containsExactly(2, 1);
        }

        @Test
        void andSuppressesSmallCellsForTheHubOnly() {
            images(0, 8);

            var frozen = freeze(site.basis(null), "image");

            var statistics = record(frozen.commitment()).config().json().path("statistics");
            assertThat(statistics.path("cells").path("test").path("0").isNull()).isTrue();
            assertThat(statistics.path("total").isNull()).isTrue();
            assertThat(frozen.counts().path("test").path("0").asInt()).isPositive();
            assertThat(record(frozen.commitment()).config().json().has("counts")).isFalse();
        }

        @Test
        void andTellsTheHubAfterARestartWhatACrashLeftUntold() {
            images(0, 20);
            var frozen = freeze(site.basis(null), "image");
            site.edge.update(jdbc -> {
                jdbc.sql("DELETE FROM push").update();
                jdbc.sql("DELETE FROM event").update();
            });

            site.datasets.announceAll();
            site.datasets.announceAll();

            assertThat(TestSite.count(site.edge, "push")).isEqualTo(2);
            assertThat(TestSite.text(site.edge, "SELECT id FROM event"))
                    .isEqualTo("dataset-committed/" + frozen.commitment());
        }
    }

    @Nested
    final class Refuses {
        private void conflict(Digest basis, String unit, String words) {
            assertThatThrownBy(() -> freeze(basis, unit))
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            e -> assertThat(e.status()).isEqualTo(HttpStatus.CONFLICT))
                    .hasMessageContaining(words);
            assertThat(TestSite.count(site.research, "dataset")).isZero();
        }

        @Test
        void anExpiredLegalBasisAtTheVerySecond() {
            images(0, 20);
            var end = TestSite.START.plusSeconds(3_600);
            var basis = site.basis(end);
            site.clock.set(end);

            conflict(basis, "image", "expired");

            site.clock.set(end.minusMillis(1));
            assertThat(freeze(basis, "image").digest()).startsWith("sha256:");
        }

        @Test
        void anUnknownLegalBasis() {
            images(0, 4);

            conflict(Digest.of(new byte[1]), "image", "not on record");
        }

        @Test
        void anotherPurpose() {
            images(0, 4);
            var basis = site.basis(null);

            assertThat(site.datasets.freeze("chest", basis, "marketing", SplitUnit.IMAGE))
                    .isInstanceOf(Datasets.Outcome.Refused.class);
        }

        @Test
        void imagesWithoutLabels() {
            site.receive("a", Samples.capture(1, 28));
            site.workOff();

            conflict(site.basis(null), "image", "upload labels first");
        }

        @Test
        void theSubjectAsUnitWhereNoImageStatesOne() {
            images(0, 20);

            conflict(site.basis(null), "subject", "state no subject");
        }

        @Test
        void namesAndUnitsThatAreNone() {
            for (var request :
                    List.of(
                            new DatasetController.Request("../x", "a", "training", null),
                            new DatasetController.Request("x", "a", "training", null),
                            new DatasetController.Request(
                                    "x", Digest.of(new byte[1]).value(), "training", "ward"))) {
                assertThatThrownBy(() -> controller().freeze(request))
                        .isInstanceOfSatisfying(
                                ApiException.class,
                                e -> assertThat(e.status()).isEqualTo(HttpStatus.BAD_REQUEST));
            }
        }
    }
}
