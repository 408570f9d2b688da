package io.meridian.validation.report;

import io.meridian.validation.Evidence;
import io.meridian.validation.metric.Calibration;
import io.meridian.validation.metric.Estimate;
import io.meridian.validation.metric.OperatingPoint;
import io.meridian.validation.metric.RocCurve;
import java.util.Locale;

/** Square plots of [0, 1] × [0, 1] as inline SVG. */
final class Plot {
    private static final int SIZE = 300;
    private static final int LEFT = 42;
    private static final int TOP = 10;

    private final StringBuilder svg = new StringBuilder();

    private Plot(String title, String xAxis, String yAxis) {
        svg.append(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" font-size=\"11\" fill=\"#42525f\"><title>%s</title>"
                        .formatted(LEFT + SIZE + 10, TOP + SIZE + 40, title));
        for (int tick = 0; tick <= 5; tick++) {
            double at = tick / 5.0;
            line(at, 0, at, 1, "#e6eaee", 1, "");
            line(0, at, 1, at, "#e6eaee", 1, "");
            text(x(at), y(0) + 15, "middle", figure(at));
            text(x(0) - 6, y(at) + 4, "end", figure(at));
        }
        line(0, 0, 1, 1, "#9aa8b4", 1, "4 4");
        text(x(0.5), y(0) + 32, "middle", xAxis);
        svg.append(
                "<text transform=\"translate(11 %s) rotate(-90)\" text-anchor=\"middle\">%s</text>"
                        .formatted(number(y(0.5)), yAxis));
    }

    static String roc(RocCurve curve, Evidence evidence) {
        Plot plot = new Plot("ROC curve", "1 − specificity", "sensitivity");
        StringBuilder points = new StringBuilder();
        for (RocCurve.Point point : curve.points()) {
            points.append(number(x(point.falsePositiveRate())))
                    .append(',')
                    .append(number(y(point.truePositiveRate())))
                    .append(' ');
        }
        plot.svg.append(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"#0b6e99\" stroke-width=\"2\"/>"
                        .formatted(points.toString().strip()));
        OperatingPoint point = evidence.atThreshold();
        if (point != null
                && point.sensitivity() instanceof Estimate.Known sensitivity
                && point.specificity() instanceof Estimate.Known specificity) {
            plot.dot(1 - specificity.value(), sensitivity.value(), 5);
        }
        return plot.end();
    }

    static String reliability(Calibration calibration) {
        Plot plot = new Plot("Reliability", "mean score", "share of positives");
        for (Calibration.Bin bin : calibration.bins()) {
            if (bin.observed() instanceof Estimate.Known observed) {
                double at = bin.meanScore();
                plot.line(at, observed.low(), at, observed.high(), "#0b6e99", 1.5, "");
                plot.dot(at, observed.value(), 4);
            }
        }
        return plot.end();
    }

    private void line(
            double x1,
            double y1,
            double x2,
            double y2,
            String colour,
            double width,
            String dashes) {
        svg.append(
                "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\" stroke-width=\"%s\""
                        .formatted(
                                number(x(x1)),
                                number(y(y1)),
                                number(x(x2)),
                                number(y(y2)),
                                colour,
                                width));
        svg.append(dashes.isEmpty() ? "/>" : " stroke-dasharray=\"%s\"/>".formatted(dashes));
    }

    private void dot(double x, double y, double radius) {
        svg.append(
                "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"#0b6e99\"/>"
                        .formatted(number(x(x)), number(y(y)), radius));
    }

    private void text(double x, double y, String anchor, String text) {
        svg.append(
                "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
                        .formatted(number(x), number(y), anchor, text));
    }

    private String end() {
        return svg.append("</svg>").toString();
    }

    private static double x(double value) {
        return LEFT + value * SIZE;
    }

    private static double y(double value) {
        return TOP + (1 - value) * SIZE;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
