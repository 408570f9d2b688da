package io.meridian.governance.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.meridian.artifact.Digest;
import io.meridian.governance.ResearchKeys;
import io.meridian.governance.annotation.Label;
import io.meridian.governance.annotation.LabelDefinition;
import io.meridian.governance.annotation.Split;
import io.meridian.governance.basis.LegalBasis;
import io.meridian.governance.catalog.CatalogEntry;
import io.meridian.governance.catalog.SplitUnit;
import io.meridian.governance.dataset.FreezeOutcome.Frozen;
import io.meridian.governance.dataset.FreezeOutcome.Refused;
import io.meridian.governance.identity.SubjectId;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class DatasetVersionsTests {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final LegalBasis BASIS =
            new LegalBasis(
                    "training",
                    "ethics-approval",
                    "EC-2026-17",
                    "chest radiographs",
                    LocalDate.of(2027, 1, 1));
    private static final LabelDefinition PNEUMONIA = LabelDefinition.reference("pneumonia");

    private final ResearchKeys keys = ResearchKeys.of(new byte[32]);
    private final DatasetVersions versions = DatasetVersions.of(keys);

    private static FreezeRequest request(SplitUnit unit) {
        return new FreezeRequest(
                "chest", "training", unit, BASIS, TODAY, "meridian-research/1", "test");
    }

    private CatalogEntry entry(int subject, int image, Label label) {
        var name = keys.pseudonym(new SubjectId("%032x".formatted(subject)));
        return entry("%d/%d".formatted(subject, image), name, SplitUnit.SUBJECT, label);
    }

    private CatalogEntry image(int image, Label label) {
        return entry("image " + image, keys.imagePseudonym("1.2." + image), SplitUnit.IMAGE, label);
    }

    private static CatalogEntry entry(
            String content,
            io.meridian.governance.catalog.Pseudonym name,
            SplitUnit unit,
            Label label) {
        var digest = Digest.of(content.getBytes(StandardCharsets.UTF_8));
        return new CatalogEntry(
                name, unit, "2.25.1", "2.25.2", "2.25.3", "1.2", "DX", 128, 128, 1, "F", "060-064",
                digest, 9, label);
    }

    private static Label label(String value, @Nullable Split split) {
        return new Label(value, PNEUMONIA, split);
    }

    private List<CatalogEntry> subjects(int count) {
        var entries = new ArrayList<CatalogEntry>();
        for (var subject = 0; subject < count; subject++) {
            for (var image = 0; image <= subject % 3; image++) {
                entries.add(entry(subject, image, label(subject % 4 == 0 ? "1" : "0", null)));
            }
        }
        return entries;
    }

    private Frozen frozen(List<CatalogEntry> entries) {
        var outcome = versions.freeze(request(entries.getFirst().unit()), entries);
        assertThat(outcome).isInstanceOf(Frozen.class);
        return (Frozen) outcome;
    }

    @Test
    void givesTheSameVersionForTheSameMembersInAnyOrder() {
        var entries = subjects(60);
        var first = frozen(entries);
        Collections.shuffle(entries, new Random(7));
        var second = frozen(entries);

        assertThat(second.version()).isEqualTo(first.version());
        assertThat(second.membersBlob()).isEqualTo(first.membersBlob());
        assertThat(MembersList.read(first.membersBlob())).isEqualTo(first.members());
    }

    @Test
    void givesAnotherVersionWhenALabelChanges() {
        var entries = subjects(60);
        var first = frozen(entries);
        entries.set(0, entries.getFirst().withLabel(label("0", null)));

        assertThat(frozen(entries).version()).isNotEqualTo(first.version());
    }

    @Test
    void neverPutsASubjectIntoTwoSplits() {
        var splits = new HashMap<Integer, Set<Split>>();
        for (var member : frozen(subjects(300)).members()) {
            splits.computeIfAbsent(member.group(), _ -> new HashSet<>()).add(member.split());
        }

        assertThat(splits).hasSize(300);
        assertThat(splits.values()).allMatch(set -> set.size() == 1);
    }

    @Test
    void splitsAboutSeventyTenTwenty() {
        var cells = frozen(subjects(1000)).counts().cells();
        var total =
                cells.values().stream()
                        .flatMap(row -> row.values().stream())
                        .mapToInt(Integer::intValue)
                        .sum();
        var train =
                cells.getOrDefault("train", java.util.Map.of()).values().stream()
                        .mapToInt(Integer::intValue)
                        .sum();

        assertThat((double) train / total).isBetween(0.65, 0.75);
    }

    @Test
    void leavesNoClassOutOfASplitWhereThreeSubjectsHaveIt() {
        for (var attempt = 0; attempt < 50; attempt++) {
            var entries = new ArrayList<CatalogEntry>();
            for (var i = 0; i < 30; i++) {
                entries.add(entry(attempt * 100 + i, 0, label(i < 4 ? "1" : "0", null)));
            }
            var cells = frozen(entries).counts().cells();

            assertThat(cells.values()).allSatisfy(row -> assertThat(row).containsKeys("0", "1"));
        }
    }

    @Test
    void keepsASubjectsSplitWhenTheSetGrows() {
        var early = frozen(subjects(200));
        var late = frozen(subjects(400));
        var before = new HashMap<Digest, Split>();
        early.members().forEach(member -> before.put(member.object(), member.split()));

        assertThat(late.members())
                .filteredOn(member -> before.containsKey(member.object()))
                .allSatisfy(member ->
                        assertThat(member.split()).isEqualTo(before.get(member.object())));
    }

    @Test
    void takesTheDeclaredSplit() {
        var entries =
                List.of(
                        image(1, label("0", Split.TEST)),
                        image(2, label("1", Split.TEST)),
                        image(3, label("1", Split.TRAIN)));

        assertThat(frozen(entries).counts().cells())
                .containsEntry("test", java.util.Map.of("0", 1, "1", 1))
                .containsEntry("train", java.util.Map.of("1", 1))
                .containsEntry("validation", java.util.Map.of());
    }

    @Test
    void suppressesSmallCellsAndWhatTheyCouldBeComputedFrom() {
        var entries = new ArrayList<CatalogEntry>();
        for (var i = 0; i < 40; i++) {
            entries.add(image(i, label("0", Split.TRAIN)));
        }
        for (var i = 100; i < 103; i++) {
            entries.add(image(i, label("1", Split.TRAIN)));
        }
        var frozen = frozen(entries);

        assertThat(frozen.counts().total()).isEqualTo(43);
        assertThat(frozen.statistics().cells())
                .containsEntry("train", java.util.Map.of("0", 40, "1", -1));
        assertThat(frozen.statistics().total()).isEqualTo(Statistics.SUPPRESSED);
    }

    @Nested
    final class Refuses {
        private void refused(FreezeRequest request, List<CatalogEntry> entries, String reason) {
            assertThat(versions.freeze(request, entries))
                    .asInstanceOf(type(Refused.class))
                    .extracting(Refused::reason)
                    .asString()
                    .contains(reason);
        }

        @Test
        void anExpiredLegalBasis() {
            var late =
                    new FreezeRequest(
                            "chest",
                            "training",
                            SplitUnit.SUBJECT,
                            BASIS,
                            LocalDate.of(2027, 1, 2),
                            "p/1",
                            "test");

            refused(late, subjects(9), "expired on 2027-01-01");
        }

        @Test
        void anotherPurpose() {
            var other =
                    new FreezeRequest(
                            "chest", "marketing", SplitUnit.SUBJECT, BASIS, TODAY, "p/1", "test");

            refused(other, subjects(9), "not for 'marketing'");
        }

        @Test
        void imagesWithoutSubjectWhereSubjectsAreAskedFor() {
            refused(
                    request(SplitUnit.SUBJECT),
                    List.of(image(1, label("0", null))),
                    "state no subject");
        }

        @Test
        void splittingSubjectsByImage() {
            refused(request(SplitUnit.IMAGE), subjects(3), "ask for the split unit subject");
        }

        @Test
        void onesSubjectDeclaredForTwoSplits() {
            refused(
                    request(SplitUnit.SUBJECT),
                    List.of(
                            entry(1, 0, label("0", Split.TRAIN)),
                            entry(1, 1, label("0", Split.TEST))),
                    "two splits");
        }

        @Test
        void labelsExposedToAnAiInTheTestSplit() {
            var exposed = new LabelDefinition("pneumonia", "1", "image", "reader", true);

            refused(
                    request(SplitUnit.IMAGE),
                    List.of(image(1, new Label("1", exposed, Split.TEST))),
                    "AI");
        }

        @Test
        void labelsOfTwoDefinitions() {
            var other = new Label("1", LabelDefinition.reference("tuberculosis"), null);

            refused(
                    request(SplitUnit.IMAGE),
                    List.of(image(1, label("1", null)), image(2, other)),
                    "one definition");
        }

        @Test
        void aQueryWithoutLabels() {
            refused(request(SplitUnit.IMAGE), List.of(), "no image");
        }
    }
}
