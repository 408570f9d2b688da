package io.meridian.edge.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.artifact.Reference;
import io.meridian.artifact.secret.ErasedException;
import io.meridian.edge.home.ZoneKeys;
import io.meridian.edge.reception.ClinicalObjects;
import io.meridian.governance.catalog.SplitUnit;
import io.meridian.governance.identity.IdentityEvent;
import io.meridian.governance.identity.SubjectId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ErasuresTests {
    private static final SubjectId GONE = TestSite.subject("PID-1");
    private static final SubjectId FORMER = TestSite.subject("PID-2");
    private static final SubjectId OTHER = TestSite.subject("PID-3");
    private static final String FILE = "0".repeat(32);

    @TempDir Path folder;
    private TestSite site;
    private ClinicalObjects clinical;
    private Reference version;

    @BeforeEach
    void begin() {
        open();
        var lines = new ArrayList<String>();
        for (var number = 1; number <= 3; number++) {
            site.receive(
                    "i" + number, Samples.radiograph(number, "PID-" + number, "Li^Si=李^四", 48));
            owner("i" + number, TestSite.subject("PID-" + number));
            lines.add(Samples.uid(number) + "," + number % 2);
        }
        site.workOff();
        site.labelImport().take(TestSite.labels(lines));
        site.datasets.freeze("chest", site.basis(null), "training", SplitUnit.SUBJECT);
        version = Reference.to(site.versions.newest("chest").orElseThrow().dataset());
        clinical.write(GONE.value(), FILE, "pixels".getBytes(StandardCharsets.US_ASCII));
        clinical.write(OTHER.value(), "1" + FILE.substring(1), new byte[] {1});
    }

    private void open() {
        site = new TestSite(folder);
        clinical = new ClinicalObjects(site.home, ZoneKeys.open(site.home), site.clock);
    }

    private void restart() {
        site.close();
        open();
    }

    @AfterEach
    void close() {
        site.close();
    }

    /** What a steward's request writes down before anything is removed. */
    private void ask() {
        site.erased.begin(GONE, "steward", "consent withdrawn");
        site.erased.begin(FORMER, "steward", "consent withdrawn");
    }

    private void owner(String id, SubjectId subject) {
        site.clinical.update(jdbc -> {
            jdbc.sql("UPDATE instance SET subject = ? WHERE id = ?")
                    .params(subject.value(), id)
                    .update();
            jdbc.sql("UPDATE study SET subject = ? WHERE id = ?")
                    .params(subject.value(), "study-" + id)
                    .update();
            jdbc.sql(
                            "INSERT INTO result(id, study, instances, at, sealed, state, pacs)"
                                    + " VALUES (?, ?, 1, 1, x'00', 'evaluated', 'held')")
                    .params("result-" + id, "study-" + id)
                    .update();
            jdbc.sql(
                            "INSERT INTO review(result, number, verdict, finding, sealed, reviewer, at)"
                                    + " VALUES (?, 1, 'agree', 'positive', x'00', 'r', 1)")
                    .param("result-" + id)
                    .update();
        });
    }

    private ClinicalErasure inClinical() {
        return new ClinicalErasure(site.clinical, clinical);
    }

    private ResearchErasure inResearch() {
        return new ResearchErasure(
                site.keys, site.objects, site.catalog, site.table, site.ledger.records);
    }

    private Erasures erasures() {
        return new Erasures(
                site.erased,
                inClinical(),
                inResearch(),
                site.ledger.siteJournal,
                () -> List.of(new IdentityEvent.Merged(FORMER, GONE, TestSite.START)));
    }

    private long tombstones() {
        return TestSite.count(site.edge, "journal_entry WHERE kind = 'tombstone'");
    }

    private void assertErased() {
        assertThatThrownBy(() -> clinical.read(GONE.value(), FILE))
                .isInstanceOf(ErasedException.class);
        assertThat(clinical.read(OTHER.value(), "1" + FILE.substring(1))).hasSize(1);
        for (var subject : List.of(GONE, FORMER)) {
            assertThat(site.objects.erased(site.keys.pseudonym(subject))).isTrue();
            assertThat(site.catalog.entriesOf(site.keys.pseudonym(subject))).isEmpty();
        }
        assertThat(site.catalog.entriesOf(site.keys.pseudonym(OTHER))).hasSize(1);
        for (var table : List.of("study", "instance", "result", "review")) {
            assertThat(TestSite.count(site.clinical, table)).as(table).isEqualTo(1);
        }
        assertThat(TestSite.text(site.clinical, "SELECT subject FROM study"))
                .isEqualTo(OTHER.value());
        assertThat(site.erased.erased(version)).isTrue();
        assertThat(tombstones()).isEqualTo(4);
        assertThat(site.erased.all()).hasSize(2).allMatch(ErasureTable.Row::done);
    }

    @Test
    void erasesThePersonAndWhoWasMergedIntoItAndLeavesTheOthers() {
        erasures().erase(GONE, "steward", "consent withdrawn");

        assertErased();
        erasures().erase(GONE, "steward", "again");
        assertErased();
    }

    @Test
    void aVersionWithAnErasedSubjectIsRefusedUntilItIsFrozenAnew() {
        erasures().erase(GONE, "steward", "consent withdrawn");
        assertThatThrownBy(() -> site.versions.newest("chest"))
                .isInstanceOf(NotReproducibleException.class)
                .hasMessageContaining("freeze a new version");

        site.datasets.freeze("chest", site.basis(null), "training", SplitUnit.SUBJECT);
        var fresh = site.versions.newest("chest").orElseThrow();
        assertThat(site.erased.erased(Reference.to(fresh.dataset()))).isFalse();
    }

    @Test
    void goesOnWhereAStopCutItOff() {
        ask();
        restart();
        erasures().resume();

        assertErased();
    }

    @Test
    void goesOnAfterTheKeysWereDestroyed() {
        ask();
        site.erased.mark(inResearch().touched(GONE));
        inClinical().destroyKey(GONE);
        inResearch().destroyKey(GONE);
        restart();
        erasures().resume();

        assertErased();
    }

    @Test
    void goesOnAfterSomeRowsWereRemoved() {
        ask();
        site.erased.mark(inResearch().touched(GONE));
        inClinical().destroyKey(GONE);
        inResearch().destroyKey(GONE);
        inResearch().remove(GONE);
        restart();
        erasures().resume();
        restart();
        erasures().resume();

        assertErased();
    }
}
