package io.meridian.validation.report;

import io.meridian.validation.Evidence;
import io.meridian.validation.Evidence.Comparison;
import io.meridian.validation.Evidence.SiteRow;
import io.meridian.validation.gate.Finding;
import io.meridian.validation.gate.GateOutcome;
import io.meridian.validation.metric.Estimate;
import io.meridian.validation.metric.OperatingPoint;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes {@code report.html}: summary first, then figures, tables, limits, digests. */
final class ReportHtml {
    private static final String STYLE =
            """
            :root { color-scheme: light; }
            body { font: 15px/1.5 "Source Sans 3", "Noto Sans CJK SC", "PingFang SC", system-ui, sans-serif;
              color: #1b2733; max-width: 60rem; margin: 2rem auto; padding: 0 1.5rem; }
            h1 { font-size: 1.7rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem;
              border-bottom: 1px solid #d8dee4; } .zh { color: #5b6b7a; font-weight: 400; margin-left: .5em; }
            .lead { color: #5b6b7a; margin: .25rem 0 1rem; }
            .verdict { padding: .8rem 1rem; border-radius: 6px; font-weight: 600; }
            .passed { background: #e3f4ea; color: #14633a; } .failed { background: #fbe6e4; color: #97231a; }
            .undecidable { background: #fdf3da; color: #7a5607; }
            .cards { display: grid; grid-template-columns: repeat(4, 1fr); gap: .8rem; margin: 1rem 0; }
            .card { border: 1px solid #d8dee4; border-radius: 6px; padding: .7rem .9rem; }
            .card b { display: block; font-size: 1.5rem; } .card small { color: #5b6b7a; }
            .figures { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
            figure { margin: 0; } figcaption { color: #5b6b7a; font-size: .85rem; } svg { width: 100%; }
            table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
            th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid #e6eaee; vertical-align: top; }
            th { font-weight: 600; color: #42525f; } td.n { text-align: right; }
            code { font-size: .8rem; word-break: break-all; }
            @media print { body { margin: 0; max-width: none; } h2, figure, tr { break-inside: avoid; } }
            """;

    private ReportHtml() {}

    static String write(Report report) {
        Evidence evidence = report.evidence();
        StringBuilder html = new StringBuilder();
        html.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\">")
                .append("<title>Validation report: ")
                .append(escape(evidence.protocol().title()))
                .append("</title><style>\n")
                .append(STYLE)
                .append("</style></head><body>\n");
        summary(html, report);
        figures(html, evidence);
        gate(html, report.gate());
        sites(html, evidence);
        comparisons(html, evidence);
        calibration(html, evidence);
        limitations(html, evidence);
        provenance(html, report);
        return html.append("</body></html>\n").toString();
    }

    private static void heading(StringBuilder html, String english, String chinese) {
        html.append(
                "<h2>%s<span class=\"zh\" lang=\"zh\">%s</span></h2>\n"
                        .formatted(english, chinese));
    }

    private static void summary(StringBuilder html, Report report) {
        Evidence evidence = report.evidence();
        html.append(
                "<h1>%s</h1><p class=\"lead\">Validation report <span lang=\"zh\">验证报告</span> · %s</p>\n"
                        .formatted(escape(evidence.protocol().title()), report.created()));
        String[] verdict =
                switch (report.gate()) {
                    case GateOutcome.Passed _ ->
                            new String[] {"passed", "The gate is passed. 通过发布门槛。"};
                    case GateOutcome.Failed _ ->
                            new String[] {"failed", "The gate is not passed. 未通过发布门槛。"};
                    case GateOutcome.Undecidable _ ->
                            new String[] {"undecidable", "The gate cannot be decided. 证据不足，无法判定。"};
                };
        html.append("<p class=\"verdict %s\">%s</p>\n".formatted(verdict[0], verdict[1]));
        html.append("<div class=\"cards\">");
        card(html, "AUC", "曲线下面积", evidence.auc());
        OperatingPoint point = evidence.atThreshold();
        card(html, "Sensitivity", "灵敏度", at(point, OperatingPoint::sensitivity));
        card(html, "Specificity", "特异度", at(point, OperatingPoint::specificity));
        html.append(
                "<div class=\"card\"><small>Test cases <span lang=\"zh\">测试例数</span></small><b>%d</b><small>%d positive, %d negative</small></div></div>\n"
                        .formatted(
                                evidence.test().cases(),
                                evidence.test().positives(),
                                evidence.test().negatives()));
        html.append(
                "<p>Threshold <span lang=\"zh\">阈值</span>: %s (%s).</p>\n"
                        .formatted(
                                evidence.threshold() == null
                                        ? "none"
                                        : figure(evidence.threshold(), 4),
                                escape(evidence.protocol().thresholdRule().describe())));
    }

    private static Estimate at(
            @Nullable OperatingPoint point, Function<OperatingPoint, Estimate> which) {
        return point == null ? new Estimate.Undecidable("no threshold") : which.apply(point);
    }

    private static void card(StringBuilder html, String english, String chinese, Estimate value) {
        html.append("<div class=\"card\"><small>")
                .append(english)
                .append(" <span lang=\"zh\">")
                .append(chinese)
                .append("</span></small>");
        switch (value) {
            case Estimate.Known(double number, double low, double high, String method) ->
                    html.append(
                            "<b>%s</b><small>95 %% CI %s to %s<br>%s</small>"
                                    .formatted(
                                            figure(number, 3),
                                            figure(low, 3),
                                            figure(high, 3),
                                            escape(method)));
            case Estimate.Undecidable(String reason) ->
                    html.append("<b>–</b><small>undecidable: %s</small>".formatted(escape(reason)));
        }
        html.append("</div>");
    }

    private static void figures(StringBuilder html, Evidence evidence) {
        heading(html, "Discrimination and calibration", "区分度与校准度");
        html.append("<div class=\"figures\"><figure>")
                .append(Plot.roc(evidence.roc().thinned(ReportJson.CURVE_POINTS), evidence))
                .append(
                        "<figcaption>ROC curve of the test cases; the dot is the threshold in use."
                                + " <span lang=\"zh\">受试者工作特征曲线</span></figcaption></figure><figure>")
                .append(Plot.reliability(evidence.calibration()))
                .append(
                        "<figcaption>Reliability: share of positives against mean score, with 95 %"
                                + " intervals. <span lang=\"zh\">可靠性图</span></figcaption></figure></div>\n");
    }

    private static void gate(StringBuilder html, GateOutcome outcome) {
        heading(html, "Gate", "发布门槛");
        html.append(
                "<table><tr><th>Condition</th><th>Required</th><th>Observed</th><th></th></tr>");
        for (Finding finding : outcome.findings()) {
            row(
                    html,
                    List.of(
                            escape(finding.condition()),
                            escape(finding.required()),
                            escape(finding.observed()),
                            finding.state().name().toLowerCase(Locale.ROOT)));
        }
        html.append("</table>\n");
    }

    private static void sites(StringBuilder html, Evidence evidence) {
        heading(html, "By hospital", "各医院结果");
        html.append(
                "<table><tr><th>Hospital</th><th>Cases</th><th>Positive</th><th>AUC</th>"
                        + "<th>Sensitivity</th><th>Specificity</th></tr>");
        for (SiteRow site : evidence.sites()) {
            row(
                    html,
                    List.of(
                            escape(site.site()),
                            String.valueOf(site.counts().cases()),
                            String.valueOf(site.counts().positives()),
                            interval(site.auc()),
                            interval(at(site.atThreshold(), OperatingPoint::sensitivity)),
                            interval(at(site.atThreshold(), OperatingPoint::specificity))));
        }
        html.append("</table>\n");
    }

    private static void comparisons(StringBuilder html, Evidence evidence) {
        if (evidence.comparisons().isEmpty()) {
            return;
        }
        heading(html, "Against each hospital's own model", "与各医院单独训练模型的比较");
        html.append(
                "<table><tr><th>Compared with</th><th>Its AUC</th><th>Difference</th><th>p</th></tr>");
        for (Comparison one : evidence.comparisons()) {
            row(
                    html,
                    List.of(
                            escape(one.with()),
                            figure(one.auc(), 4),
                            interval(one.difference()),
                            Double.isNaN(one.p())
                                    ? "–"
                                    : one.p() < 0.001 ? "&lt; 0.001" : figure(one.p(), 3)));
        }
        html.append(
                "</table><p>Paired on the same test cases; not corrected for several comparisons.</p>\n");
    }

    private static void calibration(StringBuilder html, Evidence evidence) {
        heading(html, "Calibration", "校准度");
        html.append("<table>");
        row(html, List.of("Brier score", figure(evidence.calibration().brier(), 4)));
        row(
                html,
                List.of(
                        "Expected calibration error, %d bins"
                                .formatted(evidence.calibration().bins().size()),
                        figure(evidence.calibration().expectedError(), 4)));
        row(html, List.of("Slope (1 is ideal)", interval(evidence.calibration().slope())));
        row(html, List.of("Intercept (0 is ideal)", interval(evidence.calibration().intercept())));
        html.append("</table>\n");
    }

    private static void limitations(StringBuilder html, Evidence evidence) {
        heading(html, "Limitations", "局限性");
        html.append("<ul>");
        evidence.limitations().forEach(one -> html.append("<li>" + escape(one) + "</li>"));
        html.append("</ul>\n");
    }

    private static void provenance(StringBuilder html, Report report) {
        heading(html, "Provenance", "溯源");
        html.append("<table>");
        row(html, List.of("Package", "<code>%s</code>".formatted(escape(report.packageDigest()))));
        for (SiteRow site : report.evidence().sites()) {
            row(
                    html,
                    List.of(
                            "Data set of " + escape(site.site()),
                            "<code>%s</code>".formatted(escape(site.commitment()))));
        }
        html.append("</table>\n");
    }

    private static void row(StringBuilder html, List<String> cells) {
        html.append("<tr>");
        cells.forEach(cell -> html.append("<td>" + cell + "</td>"));
        html.append("</tr>");
    }

    private static String interval(Estimate estimate) {
        return switch (estimate) {
            case Estimate.Known known ->
                    "%s (%s to %s)"
                            .formatted(
                                    figure(known.value(), 3),
                                    figure(known.low(), 3),
                                    figure(known.high(), 3));
            case Estimate.Undecidable(String reason) -> "undecidable: " + escape(reason);
        };
    }

    private static String figure(double value, int decimals) {
        return Double.isFinite(value)
                ? String.format(Locale.ROOT, "%." + decimals + "f", value)
                : "–";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
