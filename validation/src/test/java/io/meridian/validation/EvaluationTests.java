package io.meridian.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.model.document.Problem;
import io.meridian.model.document.Reading;
import io.meridian.model.packaging.Parity;
import io.meridian.validation.gate.Finding;
import io.meridian.validation.gate.GateOutcome;
import io.meridian.validation.gate.ReleaseGate;
import io.meridian.validation.metric.Estimate;
import io.meridian.validation.metric.ThresholdRule;
import io.meridian.validation.report.Report;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class EvaluationTests {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final List<Parity> PARITY =
            List.of(new Parity(1e-6, 2e-6, 40), new Parity(3e-6, 1e-6, 50));

    private static Protocol protocol(SplitUnit unit) {
        return new Protocol(
                "Chest <screening>",
                "federated",
                List.of("local-a", "local-b"),
                new ThresholdRule.Youden(),
                unit);
    }

    /** Two images a subject; the federated scores carry more signal than the local ones. */
    private static SiteScores site(String name, int cases, long seed) {
        Map<String, SiteScores.Split> splits = new LinkedHashMap<>();
        for (String split : List.of("validation", "test")) {
            Random random = new Random(seed + split.hashCode());
            List<Integer> labels = new ArrayList<>();
            List<Integer> groups = new ArrayList<>();
            Map<String, List<Double>> models = new LinkedHashMap<>();
            for (int i = 0; i < cases; i++) {
                int label = i % 4 < 2 ? 1 : 0;
                labels.add(label);
                groups.add(i / 2);
                score(models, "federated", 3 * label - 1.5 + random.nextGaussian());
                score(models, "local-a", label + random.nextGaussian());
                score(models, "local-b", label - 1 + random.nextGaussian());
            }
            splits.put(split, new SiteScores.Split(labels, groups, models));
        }
        return new SiteScores(name, "sha256:" + name, splits);
    }

    private static void score(Map<String, List<Double>> models, String name, double logit) {
        models.computeIfAbsent(name, _ -> new ArrayList<>()).add(1 / (1 + Math.exp(-logit)));
    }

    private static Evidence evidence(SplitUnit unit) {
        return Evaluation.evaluate(
                protocol(unit), List.of(site("b", 80, 2), site("a", 120, 1)), PARITY);
    }

    private static ReleaseGate gate() {
        return ReleaseGate.read(ReleaseGate.DEFAULT_POLICY).orThrow();
    }

    @Test
    void poolsTheSitesAndKeepsTheirSubjectsApart() {
        Evidence evidence = evidence(SplitUnit.SUBJECT);

        assertThat(evidence.test()).isEqualTo(new Evidence.Counts(200, 100, 100));
        assertThat(evidence.sites()).extracting(Evidence.SiteRow::site).containsExactly("a", "b");
        assertThat(((Estimate.Known) evidence.auc()).method()).contains("clustered by subject");
        assertThat(evidence.comparisons())
                .extracting(Evidence.Comparison::with)
                .containsExactly("local-a", "local-b", Evidence.Comparison.MEAN);
        assertThat(evidence.parity()).isEqualTo(new Parity(3e-6, 2e-6, 90));
    }

    @Test
    void theOrderOfTheSitesChangesNothing() {
        Evidence turned =
                Evaluation.evaluate(
                        protocol(SplitUnit.SUBJECT),
                        List.of(site("a", 120, 1), site("b", 80, 2)),
                        PARITY);

        assertThat(turned).isEqualTo(evidence(SplitUnit.SUBJECT));
    }

    @Test
    void saysSoWhenSplitsAreByImage() {
        Evidence evidence = evidence(SplitUnit.IMAGE);

        assertThat(evidence.test().subjects()).isEqualTo(200);
        assertThat(evidence.limitations()).anyMatch(one -> one.contains("splits are by image"));
        assertThat(evidence(SplitUnit.SUBJECT).limitations())
                .noneMatch(one -> one.contains("splits are by image"));
    }

    @Test
    void refusesSitesThatLackAModelsScores() {
        Protocol other =
                new Protocol(
                        "x", "missing", List.of(), new ThresholdRule.Youden(), SplitUnit.IMAGE);

        assertThatThrownBy(() -> Evaluation.evaluate(other, List.of(site("a", 20, 1)), PARITY))
                .hasMessage("site a sent no scores of model missing");
    }

    @Test
    void readsWhatASiteSends() {
        String json =
                """
                {"site": "a", "commitment": "sha256:1", "splits": {"test": {
                  "labels": [1, 0], "groups": [7, 7], "models": {"m": [0.5, 1]}}}}\
                """;

        SiteScores scores = SiteScores.parse(json.getBytes(StandardCharsets.UTF_8));

        assertThat(scores.split("test"))
                .hasValue(
                        new SiteScores.Split(
                                List.of(1, 0), List.of(7, 7), Map.of("m", List.of(0.5, 1.0))));
        for (String bad :
                List.of(
                        json.replace("[1, 0]", "[1, 2]"),
                        json.replace("[1, 0]", "[1]"),
                        json.replace("0.5", "1.5"),
                        json.replace("0.5", "\"NaN\""),
                        json.replace("\"a\"", "\"\""),
                        "[",
                        "3")) {
            assertThatThrownBy(() -> SiteScores.parse(bad.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(ValidationException.class);
        }
    }

    @Nested
    class Gate {
        @Test
        void opensForGoodEvidence() {
            GateOutcome outcome = gate().judge(evidence(SplitUnit.SUBJECT), Set.of(), 0);

            assertThat(outcome.missing()).isEmpty();
            assertThat(outcome.passed()).isTrue();
        }

        @Test
        void countsLowerBoundsAndNotPointEstimates() {
            Evidence evidence = evidence(SplitUnit.SUBJECT);
            double value = evidence.auc().point().orElseThrow();
            ReleaseGate strict =
                    ReleaseGate.read(
                                    ReleaseGate.DEFAULT_POLICY.replace(
                                            "auc: {minimumLowerBound: 0.85}",
                                            "auc: {minimumLowerBound: %s}".formatted(value)))
                            .orThrow();

            GateOutcome outcome = strict.judge(evidence, Set.of(), 0);

            assertThat(outcome).isInstanceOf(GateOutcome.Failed.class);
            assertThat(outcome.missing())
                    .extracting(Finding::condition)
                    .containsExactly("lower bound of AUC");
        }

        @Test
        void isUndecidableWithTooFewCases() {
            Evidence few =
                    Evaluation.evaluate(
                            protocol(SplitUnit.SUBJECT), List.of(site("a", 28, 1)), PARITY);

            GateOutcome outcome = gate().judge(few, Set.of(), 0);

            assertThat(outcome.passed()).isFalse();
            assertThat(outcome.missing().getFirst().observed()).isEqualTo("14 (6 more are needed)");
        }

        @Test
        void doesNotOpenWithoutParityOrBeyondItsTolerance() {
            List<SiteScores> sites = List.of(site("a", 200, 1));
            Evidence unmeasured =
                    Evaluation.evaluate(protocol(SplitUnit.SUBJECT), sites, List.of());
            Evidence apart =
                    Evaluation.evaluate(
                            protocol(SplitUnit.SUBJECT),
                            sites,
                            List.of(new Parity(1e-6, 1e-6, 9), new Parity(1e-3, 1e-6, 9)));
            Evidence broken =
                    Evaluation.evaluate(
                            protocol(SplitUnit.SUBJECT),
                            sites,
                            List.of(new Parity(Double.NaN, 0, 9), new Parity(0, 0, 9)));

            assertThat(gate().judge(unmeasured, Set.of(), 0))
                    .isInstanceOf(GateOutcome.Undecidable.class);
            assertThat(gate().judge(apart, Set.of(), 0)).isInstanceOf(GateOutcome.Failed.class);
            assertThat(gate().judge(broken, Set.of(), 0)).isInstanceOf(GateOutcome.Failed.class);
        }

        @Test
        void doesNotOpenForAModelWorseThanTheLocalOnes() {
            Protocol turned =
                    new Protocol(
                            "x",
                            "local-b",
                            List.of("federated"),
                            new ThresholdRule.Youden(),
                            SplitUnit.SUBJECT);
            Evidence worse = Evaluation.evaluate(turned, List.of(site("a", 200, 1)), PARITY);

            assertThat(gate().judge(worse, Set.of(), 0).missing())
                    .extracting(Finding::condition)
                    .contains("AUC minus the mean of local-only models");
        }

        @Test
        void asksEveryHospitalThatTrainedUnlessThePolicySaysHowMany() {
            Evidence evidence = evidence(SplitUnit.SUBJECT);
            Set<String> here = new TreeSet<>();
            evidence.sites().forEach(row -> here.add(row.site()));
            Set<String> more = new TreeSet<>(here);
            more.add("hospital-9");

            assertThat(gate().judge(evidence, here, 0).passed()).isTrue();
            GateOutcome outcome = gate().judge(evidence, more, 0);
            assertThat(outcome).isInstanceOf(GateOutcome.Undecidable.class);
            assertThat(outcome.missing().getFirst().observed())
                    .isEqualTo("%d; absent: hospital-9".formatted(here.size()));
            assertThat(asking(here.size()).judge(evidence, more, 0).passed()).isTrue();
            assertThat(asking(here.size() + 1).judge(evidence, more, 0).passed()).isFalse();
        }

        private static ReleaseGate asking(int sites) {
            return ReleaseGate.read(
                            ReleaseGate.DEFAULT_POLICY.replace(
                                    "minimumSites: all", "minimumSites: " + sites))
                    .orThrow();
        }

        @Test
        void asksForSignatures() {
            ReleaseGate signed =
                    ReleaseGate.read(
                                    ReleaseGate.DEFAULT_POLICY.replace(
                                            "signatures: 0", "signatures: 2"))
                            .orThrow();

            assertThat(signed.judge(evidence(SplitUnit.SUBJECT), Set.of(), 1).passed()).isFalse();
            assertThat(signed.judge(evidence(SplitUnit.SUBJECT), Set.of(), 2).passed()).isTrue();
        }

        @Test
        void refusesAMisspeltPolicy() {
            var reading =
                    ReleaseGate.read(
                            ReleaseGate.DEFAULT_POLICY.replace(
                                    "minimumLowerBound: 0.85", "minimumLowerBond: 0.85"));

            assertThat(((Reading.Invalid<ReleaseGate>) reading).problems())
                    .extracting(Problem::field)
                    .containsExactly("auc.minimumLowerBound", "auc.minimumLowerBond");
        }
    }

    @Nested
    class Reports {
        private final Evidence evidence = evidence(SplitUnit.IMAGE);
        private final Report report =
                new Report(
                        evidence,
                        gate().judge(evidence, Set.of(), 0),
                        "sha256:package",
                        Instant.parse("2026-11-01T00:00:00Z"));

        @Test
        void holdEveryNumberAsJson() {
            JsonNode json = MAPPER.readTree(report.toJson());

            assertThat(json.path("metrics").path("auc").path("value").asDouble())
                    .isEqualTo(evidence.auc().point().orElseThrow());
            assertThat(json.path("metrics").path("sensitivity").path("low").isNumber()).isTrue();
            assertThat(json.path("perSite")).hasSize(2);
            assertThat(json.path("comparisons")).hasSize(3);
            assertThat(json.path("calibration").path("bins").isEmpty()).isFalse();
            assertThat(json.path("threshold").path("value").isNumber()).isTrue();
            assertThat(json.path("splitUnit").asString()).isEqualTo("image");
            assertThat(json.path("limitations").path(0).asString()).contains("by image");
            assertThat(json.path("gate").path("outcome").asString()).isEqualTo("passed");
        }

        @Test
        void areOnePageThatNeedsNothingElse() {
            String html = new String(report.toHtml(), StandardCharsets.UTF_8);

            assertThat(html)
                    .contains("Chest &lt;screening&gt;")
                    .contains("通过发布门槛")
                    .contains("<svg")
                    .contains("splits are by image")
                    .doesNotContain("<script")
                    .doesNotContain("http");
        }

        @Test
        void giveTheSameBytesAgain() {
            Report again =
                    new Report(
                            evidence(SplitUnit.IMAGE),
                            report.gate(),
                            report.packageDigest(),
                            report.created());

            assertThat(again.toJson()).isEqualTo(report.toJson());
            assertThat(again.toHtml()).isEqualTo(report.toHtml());
        }

        @Test
        void neverShowANumberForWhatIsUndecidable() {
            SiteScores one =
                    SiteScores.parse(
                            """
                            {"site": "a", "splits": {"test": {"labels": [1, 1],
                              "models": {"federated": [0.5, 1], "local-a": [0, 0], "local-b": [0, 1]}}}}\
                            """
                                    .getBytes(StandardCharsets.UTF_8));
            Evidence poor = Evaluation.evaluate(protocol(SplitUnit.IMAGE), List.of(one), List.of());
            Report shown =
                    new Report(poor, gate().judge(poor, Set.of(), 0), "sha256:p", report.created());
            String html = new String(shown.toHtml(), StandardCharsets.UTF_8);
            String json = new String(shown.toJson(), StandardCharsets.UTF_8);

            assertThat(shown.gate()).isInstanceOf(GateOutcome.Undecidable.class);
            assertThat(html).contains("undecidable").doesNotContain("NaN");
            assertThat(json).contains("undecidable").doesNotContain("NaN");
        }
    }
}
