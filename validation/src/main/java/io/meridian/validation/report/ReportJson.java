package io.meridian.validation.report;

import io.meridian.validation.Evidence;
import io.meridian.validation.Evidence.Comparison;
import io.meridian.validation.Evidence.Counts;
import io.meridian.validation.Evidence.SiteRow;
import io.meridian.validation.Protocol;
import io.meridian.validation.gate.Finding;
import io.meridian.validation.gate.GateOutcome;
import io.meridian.validation.metric.Calibration;
import io.meridian.validation.metric.Estimate;
import io.meridian.validation.metric.OperatingPoint;
import io.meridian.validation.metric.RocCurve;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code report.json}. */
final class ReportJson {
    /** More points of a curve than this are not drawn. */
    static final int CURVE_POINTS = 200;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ReportJson() {}

    static byte[] write(Report report) {
        Evidence evidence = report.evidence();
        Protocol protocol = evidence.protocol();
        ObjectNode root = MAPPER.createObjectNode();
        root.put("title", protocol.title());
        root.put("package", report.packageDigest());
        root.put("created", report.created().toString());
        root.put("splitUnit", protocol.splitUnit().name().toLowerCase(Locale.ROOT));
        counts(root.putObject("test"), evidence.test());
        counts(root.putObject("validation"), evidence.validation());
        ObjectNode metrics = root.putObject("metrics");
        estimate(metrics.putObject("auc"), evidence.auc());
        point(metrics, evidence.atThreshold());
        ObjectNode threshold = root.putObject("threshold");
        threshold.put("rule", protocol.thresholdRule().describe());
        if (evidence.threshold() != null) {
            threshold.put("value", evidence.threshold());
        } else {
            threshold.put("undecidable", "no threshold could be chosen on the validation data");
        }
        calibration(root.putObject("calibration"), evidence.calibration());
        sites(root.putArray("perSite"), evidence);
        comparisons(root.putArray("comparisons"), evidence);
        if (evidence.parity() != null) {
            root.putPOJO("parity", evidence.parity());
        }
        gate(root.putObject("gate"), report.gate());
        ArrayNode limitations = root.putArray("limitations");
        evidence.limitations().forEach(limitations::add);
        ArrayNode roc = root.putArray("roc");
        for (RocCurve.Point one : evidence.roc().thinned(CURVE_POINTS).points()) {
            roc.addArray().add(one.falsePositiveRate()).add(one.truePositiveRate());
        }
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }

    private static void counts(ObjectNode json, Counts counts) {
        json.put("cases", counts.cases());
        json.put("positives", counts.positives());
        json.put("negatives", counts.negatives());
        json.put("subjects", counts.subjects());
    }

    private static void estimate(ObjectNode json, Estimate estimate) {
        switch (estimate) {
            case Estimate.Known(double value, double low, double high, String method) -> {
                json.put("value", value);
                json.put("low", low);
                json.put("high", high);
                json.put("method", method);
            }
            case Estimate.Undecidable(String reason) -> json.put("undecidable", reason);
        }
    }

    private static void point(ObjectNode json, @Nullable OperatingPoint point) {
        if (point == null) {
            return;
        }
        estimate(json.putObject("sensitivity"), point.sensitivity());
        estimate(json.putObject("specificity"), point.specificity());
        estimate(json.putObject("ppv"), point.positivePredictiveValue());
        estimate(json.putObject("npv"), point.negativePredictiveValue());
        ObjectNode table = json.putObject("confusion");
        table.put("truePositives", point.truePositives());
        table.put("falseNegatives", point.falseNegatives());
        table.put("trueNegatives", point.trueNegatives());
        table.put("falsePositives", point.falsePositives());
    }

    private static void calibration(ObjectNode json, Calibration calibration) {
        json.put("brier", calibration.brier());
        json.put("ece", calibration.expectedError());
        estimate(json.putObject("slope"), calibration.slope());
        estimate(json.putObject("intercept"), calibration.intercept());
        ArrayNode bins = json.putArray("bins");
        for (Calibration.Bin bin : calibration.bins()) {
            ObjectNode one = bins.addObject();
            one.put("low", bin.low());
            one.put("high", bin.high());
            one.put("cases", bin.cases());
            one.put("meanScore", bin.meanScore());
            estimate(one.putObject("observed"), bin.observed());
        }
    }

    private static void sites(ArrayNode json, Evidence evidence) {
        for (SiteRow row : evidence.sites()) {
            ObjectNode one = json.addObject();
            one.put("site", row.site());
            one.put("commitment", row.commitment());
            counts(one, row.counts());
            estimate(one.putObject("auc"), row.auc());
            point(one, row.atThreshold());
        }
    }

    private static void comparisons(ArrayNode json, Evidence evidence) {
        for (Comparison comparison : evidence.comparisons()) {
            ObjectNode one = json.addObject();
            one.put("with", comparison.with());
            if (Double.isFinite(comparison.auc())) {
                one.put("auc", comparison.auc());
            }
            estimate(one.putObject("difference"), comparison.difference());
            if (Double.isFinite(comparison.p())) {
                one.put("p", comparison.p());
            }
        }
    }

    private static void gate(ObjectNode json, GateOutcome outcome) {
        json.put("passed", outcome.passed());
        json.put(
                "outcome",
                switch (outcome) {
                    case GateOutcome.Passed _ -> "passed";
                    case GateOutcome.Failed _ -> "failed";
                    case GateOutcome.Undecidable _ -> "undecidable";
                });
        ArrayNode findings = json.putArray("findings");
        for (Finding finding : outcome.findings()) {
            ObjectNode one = findings.addObject();
            one.put("condition", finding.condition());
            one.put("state", finding.state().name().toLowerCase(Locale.ROOT));
            one.put("required", finding.required());
            one.put("observed", finding.observed());
        }
    }
}
