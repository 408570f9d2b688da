package io.meridian.validation.gate;

import io.meridian.model.document.Reading;
import io.meridian.model.document.Section;
import io.meridian.model.packaging.Parity;
import io.meridian.model.packaging.ParityPolicy;
import io.meridian.validation.Evidence;
import io.meridian.validation.Evidence.Comparison;
import io.meridian.validation.gate.Finding.State;
import io.meridian.validation.metric.Estimate;
import io.meridian.validation.metric.OperatingPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The policy that evidence must satisfy before a release, read from {@code gate.yaml}. Lower bounds
 * count, not point estimates.
 *
 * @param minimumAuc of the lower bound, 0 to 1
 * @param minimumSensitivity of the lower bound at the threshold, 0 to 1
 * @param minimumSpecificity of the lower bound at the threshold, 0 to 1
 * @param parity how far training and serving runtime may differ
 * @param localOnly whether the model must not be below the mean of the local-only models
 * @param minimumPositives test cases
 * @param minimumNegatives test cases
 * @param minimumSites hospitals that must have reported; empty for all that trained the model
 * @param minimumSignatures different people who must have signed the report
 */
public record ReleaseGate(
        double minimumAuc,
        double minimumSensitivity,
        double minimumSpecificity,
        ParityPolicy parity,
        LocalOnly localOnly,
        int minimumPositives,
        int minimumNegatives,
        OptionalInt minimumSites,
        int minimumSignatures) {

    /** What is demanded of the comparison with models that each site trained alone. */
    public enum LocalOnly {
        /** The area must be at least their mean. */
        NOT_BELOW_MEAN,
        /** Shown, not judged. */
        REPORTED
    }

    /** The policy that a new hub starts with. */
    public static final String DEFAULT_POLICY =
            """
            # What a package must show before it may be released. Lower bounds of 95 % intervals
            # count, not point estimates.
            version: 1
            auc: {minimumLowerBound: 0.85}
            sensitivity: {minimumLowerBound: 0.75}
            specificity: {minimumLowerBound: 0.50}
            # How far LibTorch and ONNX Runtime may differ on the same images (logits).
            parity: {maximumAbsolute: 0.0001, maximumRelative: 0.0001}
            # not-below-mean: at least as good as the mean of the models that each hospital trained
            # alone; reported: shown only.
            localOnly: not-below-mean
            minimumCases: {positive: 20, negative: 20}
            # How many hospitals must have reported: all that trained the model, or a number.
            minimumSites: all
            # How many different people must have signed the report.
            signatures: 0
            """;

    private static final Pattern SITES = Pattern.compile("all|[1-9][0-9]{0,3}");

    /** Reads a policy; what is wrong with it comes back with line, field and remedy. */
    public static Reading<ReleaseGate> read(String yaml) {
        return Section.read(yaml, ReleaseGate::policy);
    }

    private static Optional<ReleaseGate> policy(Section root) {
        root.whole("version", 1, 1);
        double auc = root.section("auc").number("minimumLowerBound", 0, 1);
        double sensitivity = root.section("sensitivity").number("minimumLowerBound", 0, 1);
        double specificity = root.section("specificity").number("minimumLowerBound", 0, 1);
        Section parity = root.section("parity");
        Section cases = root.section("minimumCases");
        String local = root.choice("localOnly", List.of("not-below-mean", "reported"));
        return Optional.of(
                new ReleaseGate(
                        auc,
                        sensitivity,
                        specificity,
                        new ParityPolicy(
                                parity.number("maximumAbsolute", 1e-12, 1),
                                parity.number("maximumRelative", 1e-12, 1)),
                        local.equals("reported") ? LocalOnly.REPORTED : LocalOnly.NOT_BELOW_MEAN,
                        (int) cases.whole("positive", 1, 1_000_000),
                        (int) cases.whole("negative", 1, 1_000_000),
                        sites(root),
                        (int) root.whole("signatures", 0, 100, 0L)));
    }

    /** A policy that says nothing of it asks for all. */
    private static OptionalInt sites(Section root) {
        if (!root.has("minimumSites")) {
            return OptionalInt.empty();
        }
        var text = root.text("minimumSites", SITES, "write all, or a number from 1 to 9999");
        return SITES.matcher(text).matches() && !text.equals("all")
                ? OptionalInt.of(Integer.parseInt(text))
                : OptionalInt.empty();
    }

    /**
     * Judges.
     *
     * @param trained the sites that trained the model
     * @param signatures how many different people signed the report
     */
    public GateOutcome judge(Evidence evidence, Set<String> trained, int signatures) {
        List<Finding> findings = new ArrayList<>();
        findings.add(sites(evidence, trained));
        findings.add(cases("positive test cases", minimumPositives, evidence.test().positives()));
        findings.add(cases("negative test cases", minimumNegatives, evidence.test().negatives()));
        findings.add(bound("lower bound of AUC", minimumAuc, evidence.auc()));
        OperatingPoint point = evidence.atThreshold();
        findings.add(
                bound(
                        "lower bound of sensitivity",
                        minimumSensitivity,
                        at(point, OperatingPoint::sensitivity)));
        findings.add(
                bound(
                        "lower bound of specificity",
                        minimumSpecificity,
                        at(point, OperatingPoint::specificity)));
        findings.add(parity(evidence.parity()));
        if (localOnly == LocalOnly.NOT_BELOW_MEAN) {
            findings.add(comparison(evidence));
        }
        if (minimumSignatures > 0) {
            findings.add(
                    new Finding(
                            "signatures of the report",
                            signatures >= minimumSignatures ? State.PASSED : State.FAILED,
                            "at least " + minimumSignatures,
                            String.valueOf(signatures)));
        }
        return GateOutcome.of(findings);
    }

    /** A hospital that did not report may be the one where the model fails. */
    private Finding sites(Evidence evidence, Set<String> trained) {
        Set<String> reported = new TreeSet<>();
        evidence.sites().stream()
                .filter(row -> row.counts().cases() > 0)
                .forEach(row -> reported.add(row.site()));
        Set<String> absent = new TreeSet<>(trained);
        absent.removeAll(reported);
        boolean enough =
                minimumSites.isPresent()
                        ? reported.size() >= minimumSites.getAsInt()
                        : absent.isEmpty() && !reported.isEmpty();
        return new Finding(
                "hospitals that reported",
                enough ? State.PASSED : State.UNDECIDABLE,
                minimumSites.isPresent()
                        ? "at least " + minimumSites.getAsInt()
                        : "all %d that trained the model".formatted(trained.size()),
                absent.isEmpty()
                        ? String.valueOf(reported.size())
                        : "%d; absent: %s".formatted(reported.size(), String.join(", ", absent)));
    }

    /** Too few cases are no fault of the model: more of them decide. */
    private static Finding cases(String condition, int required, int observed) {
        String more = " (%d more are needed)".formatted(required - observed);
        return new Finding(
                condition,
                observed >= required ? State.PASSED : State.UNDECIDABLE,
                "at least " + required,
                observed + (observed >= required ? "" : more));
    }

    private static Estimate at(
            @Nullable OperatingPoint point, Function<OperatingPoint, Estimate> which) {
        return point == null
                ? new Estimate.Undecidable("no threshold could be chosen on validation data")
                : which.apply(point);
    }

    private static Finding bound(String condition, double required, Estimate estimate) {
        String demand = "at least %s".formatted(figure(required));
        return switch (estimate) {
            case Estimate.Known known ->
                    new Finding(
                            condition,
                            known.low() >= required ? State.PASSED : State.FAILED,
                            demand,
                            "%s (value %s)".formatted(figure(known.low()), figure(known.value())));
            case Estimate.Undecidable(String reason) ->
                    new Finding(condition, State.UNDECIDABLE, demand, reason);
        };
    }

    private Finding parity(@Nullable Parity measured) {
        String demand =
                "at most %s absolute and %s relative"
                        .formatted(parity.maximumAbsolute(), parity.maximumRelative());
        String condition = "difference between training and serving runtime";
        if (measured == null) {
            return new Finding(condition, State.UNDECIDABLE, demand, "not measured");
        }
        return new Finding(
                condition,
                parity.permits(measured) ? State.PASSED : State.FAILED,
                demand,
                String.format(
                        Locale.ROOT,
                        "%.2e and %.2e on %d inputs",
                        measured.maxAbs(),
                        measured.maxRel(),
                        measured.n()));
    }

    /** The point estimate counts here: the demand is not to be worse, not to be proven better. */
    private static Finding comparison(Evidence evidence) {
        String condition = "AUC minus the mean of local-only models";
        Optional<Comparison> mean =
                evidence.comparisons().stream()
                        .filter(one -> one.with().equals(Comparison.MEAN))
                        .findFirst();
        OptionalDouble model = evidence.auc().point();
        if (mean.isEmpty() || model.isEmpty()) {
            return new Finding(
                    condition,
                    State.UNDECIDABLE,
                    "at least 0",
                    mean.isEmpty() ? "no local-only model was evaluated" : "AUC is undecidable");
        }
        double difference = model.getAsDouble() - mean.get().auc();
        return new Finding(
                condition,
                difference >= 0 ? State.PASSED : State.FAILED,
                "at least 0",
                String.format(Locale.ROOT, "%+.4f", difference));
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
