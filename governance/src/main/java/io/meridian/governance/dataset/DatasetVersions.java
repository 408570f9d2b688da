package io.meridian.governance.dataset;

import io.meridian.governance.ResearchKeys;
import io.meridian.governance.annotation.LabelDefinition;
import io.meridian.governance.annotation.Split;
import io.meridian.governance.catalog.CatalogEntry;
import io.meridian.governance.catalog.Pseudonym;
import io.meridian.governance.catalog.SplitUnit;
import io.meridian.governance.dataset.FreezeOutcome.Frozen;
import io.meridian.governance.dataset.FreezeOutcome.Refused;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Freezes labelled catalog entries into a version. A pure function of its input and the site's key;
 * thread-safe.
 */
public final class DatasetVersions {
    private final SplitRule rule;
    private final int suppressBelow;

    private DatasetVersions(SplitRule rule, int suppressBelow) {
        this.rule = rule;
        this.suppressBelow = suppressBelow;
    }

    /** Versions with 70/10/20 splits and cells below 5 suppressed. */
    public static DatasetVersions of(ResearchKeys keys) {
        return of(keys, 5);
    }

    /** Versions whose statistics suppress cells below a threshold. */
    public static DatasetVersions of(ResearchKeys keys, int suppressBelow) {
        return new DatasetVersions(new SplitRule(keys), suppressBelow);
    }

    /** Freezes those of the entries that have a label. */
    public FreezeOutcome freeze(FreezeRequest request, List<CatalogEntry> entries) {
        var labelled =
                entries.stream()
                        .map(Labelled::of)
                        .flatMap(Optional::stream)
                        .sorted(Comparator.comparing(each -> each.entry().digest().value()))
                        .toList();
        var refusal =
                request.basis()
                        .refusal(request.purpose(), request.today())
                        .or(() -> refusal(request.splitUnit(), labelled));
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        var splits = rule.assign(labelled);
        return switch (splits) {
            case SplitRule.Assigned(var byUnit) -> frozen(request, labelled, byUnit);
            case SplitRule.Impossible(var reason) -> new Refused(reason);
        };
    }

    private static Optional<String> refusal(SplitUnit unit, List<Labelled> labelled) {
        if (labelled.isEmpty()) {
            return Optional.of("no image of the query has a label; upload labels first");
        }
        var definitions = new HashSet<LabelDefinition>();
        labelled.forEach(each -> definitions.add(each.label().definition().unexposed()));
        if (definitions.size() > 1) {
            return Optional.of(
                    "a version has labels of one definition; the query finds %d; narrow it"
                            .formatted(definitions.size()));
        }
        var others = labelled.stream().filter(each -> each.entry().unit() != unit).count();
        if (others > 0) {
            return Optional.of(
                    switch (unit) {
                        case SUBJECT ->
                                "%d of %d images state no subject; narrow the query or ask for the split unit image"
                                        .formatted(others, labelled.size());
                        case IMAGE ->
                                "%d of %d images have a subject who could land in two splits; ask for the split unit subject"
                                        .formatted(others, labelled.size());
                    });
        }
        return Optional.empty();
    }

    private Frozen frozen(
            FreezeRequest request, List<Labelled> labelled, Map<Pseudonym, Split> splits) {
        var groups = new HashMap<Pseudonym, Integer>();
        var members = new ArrayList<Member>();
        for (var each : labelled) {
            var unit = each.entry().subject();
            var group = groups.computeIfAbsent(unit, _ -> groups.size());
            members.add(
                    new Member(
                            each.entry().digest(),
                            each.label().value(),
                            splits.getOrDefault(unit, Split.TRAIN),
                            group));
        }
        var counts = SplitCounts.of(members);
        return new Frozen(
                request,
                MembersList.version(MembersList.write(members)),
                members,
                counts,
                Statistics.of(counts, groups.size(), suppressBelow));
    }
}
