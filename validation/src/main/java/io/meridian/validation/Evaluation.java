package io.meridian.validation;

import io.meridian.model.packaging.Parity;
import io.meridian.validation.Evidence.Comparison;
import io.meridian.validation.Evidence.Counts;
import io.meridian.validation.Evidence.SiteRow;
import io.meridian.validation.metric.Auc;
import io.meridian.validation.metric.Calibration;
import io.meridian.validation.metric.OperatingPoint;
import io.meridian.validation.metric.Predictions;
import io.meridian.validation.metric.RocCurve;
import io.meridian.validation.metric.ThresholdRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates a protocol on the sites' scores: a pure function, independent of the sites' order. */
public final class Evaluation {
    private Evaluation() {}

    /**
     * Evaluates.
     *
     * @param parities what the sites measured for the model; may be empty
     */
    public static Evidence evaluate(
            Protocol protocol, List<SiteScores> scores, Collection<Parity> parities) {
        List<SiteScores> sites =
                scores.stream().sorted(Comparator.comparing(SiteScores::site)).toList();
        Pool test = Pool.of(sites, Protocol.TEST, protocol);
        Pool validation = Pool.of(sites, Protocol.VALIDATION, protocol);
        Predictions cases = test.of(protocol.model());
        if (cases.size() == 0) {
            throw new ValidationException("no site has test cases; commit a data set with some");
        }
        Double threshold = threshold(protocol, validation);
        return new Evidence(
                protocol,
                counts(cases),
                counts(validation.of(protocol.model())),
                Auc.estimate(cases),
                threshold,
                threshold == null ? null : OperatingPoint.at(threshold, cases),
                Calibration.of(cases),
                RocCurve.of(cases),
                rows(protocol, sites, threshold),
                comparisons(protocol, test),
                widest(parities),
                limitations(protocol, sites, cases));
    }

    private static @Nullable Double threshold(Protocol protocol, Pool validation) {
        return switch (protocol.thresholdRule().choose(validation.of(protocol.model()))) {
            case ThresholdRule.Choice.Chosen(double threshold) -> threshold;
            case ThresholdRule.Choice.Impossible _ -> null;
        };
    }

    private static Counts counts(Predictions cases) {
        return new Counts(cases.size(), cases.positives(), cases.groups());
    }

    private static List<SiteRow> rows(
            Protocol protocol, List<SiteScores> sites, @Nullable Double threshold) {
        List<SiteRow> rows = new ArrayList<>();
        for (SiteScores site : sites) {
            Predictions cases =
                    Pool.of(List.of(site), Protocol.TEST, protocol).of(protocol.model());
            rows.add(
                    new SiteRow(
                            site.site(),
                            site.commitment(),
                            counts(cases),
                            Auc.estimate(cases),
                            threshold == null ? null : OperatingPoint.at(threshold, cases)));
        }
        return rows;
    }

    private static List<Comparison> comparisons(Protocol protocol, Pool test) {
        Predictions model = test.of(protocol.model());
        List<Comparison> comparisons = new ArrayList<>();
        List<Predictions> others = new ArrayList<>();
        double sum = 0;
        for (String name : protocol.comparators()) {
            Predictions other = test.of(name);
            others.add(other);
            double area = Auc.area(other);
            sum += area;
            Auc.Difference difference = Auc.difference(model, List.of(other));
            comparisons.add(new Comparison(name, area, difference.estimate(), difference.p()));
        }
        if (!others.isEmpty()) {
            Auc.Difference mean = Auc.difference(model, others);
            comparisons.add(
                    new Comparison(
                            Comparison.MEAN, sum / others.size(), mean.estimate(), mean.p()));
        }
        return comparisons;
    }

    private static @Nullable Parity widest(Collection<Parity> parities) {
        if (parities.isEmpty()) {
            return null;
        }
        double abs = 0;
        double rel = 0;
        int n = 0;
        for (Parity parity : parities) {
            // Math.max keeps NaN, which no tolerance permits.
            abs = Math.max(abs, parity.maxAbs());
            rel = Math.max(rel, parity.maxRel());
            n += parity.n();
        }
        return new Parity(abs, rel, n);
    }

    private static List<String> limitations(
            Protocol protocol, List<SiteScores> sites, Predictions cases) {
        List<String> limitations = new ArrayList<>();
        if (protocol.splitUnit() == SplitUnit.IMAGE) {
            limitations.add(
                    "The data carry no subject identity: splits are by image, images of one person"
                            + " may be on both sides, and intervals treat images as independent.");
        }
        if (sites.size() < 2) {
            limitations.add("All test cases come from one site.");
        }
        limitations.add(
                "The test cases come from the hospitals whose other cases trained the model; how"
                        + " it does elsewhere is not shown.");
        limitations.add(
                "The run is exploratory: the labels were held by those who took part in training.");
        limitations.add(
                "Predictive values hold at the prevalence of these cases (%.1f %%) only."
                        .formatted(100.0 * cases.positives() / cases.size()));
        return limitations;
    }
}
