package io.meridian.validation.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.special.Erf;

/**
 * The area under the ROC curve: the probability that a positive case scores above a negative one,
 * ties counting half.
 *
 * <p>Variances by structural components: DeLong, DeLong, Clarke-Pearson (Biometrics 1988); where
 * subjects have several cases, clustered by subject: Obuchowski (Biometrics 1997), which is
 * DeLong's (n − 1 forms included) if every subject has one. Intervals of one AUC are computed on
 * the logit scale (Pepe 2003, section 5.2.4); those of differences on the plain scale.
 */
public final class Auc {
    private static final String DELONG = "DeLong";
    private static final String OBUCHOWSKI = "Obuchowski, clustered by subject";

    /** Placements: for each case the share of the other class that it is placed right against. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Components(double area, double[] placements) {}

    private Auc() {}

    /** The area with its interval. */
    public static Estimate estimate(Predictions predictions) {
        List<String> lacks = lacks(predictions);
        if (!lacks.isEmpty()) {
            return new Estimate.Undecidable(lacks.getFirst());
        }
        Components components = components(predictions);
        double area = components.area();
        double error = Math.sqrt(variance(predictions, components));
        if (area <= 0 || area >= 1 || !(error > 0)) {
            return new Estimate.Undecidable(
                    "all cases are ordered alike (AUC %.3f): its interval is not defined"
                            .formatted(area));
        }
        double logit = Math.log(area / (1 - area));
        double half = Estimate.Z * error / (area * (1 - area));
        return new Estimate.Known(
                area,
                Math.min(area, logistic(logit - half)),
                Math.max(area, logistic(logit + half)),
                method(predictions) + ", logit scale");
    }

    /** The area alone; NaN without cases of both classes. */
    public static double area(Predictions predictions) {
        return components(predictions).area();
    }

    /**
     * The AUC of {@code model} minus the mean of the AUCs of {@code others}, all on the same cases.
     */
    public static Difference difference(Predictions model, List<Predictions> others) {
        if (others.isEmpty()) {
            throw new IllegalArgumentException("a difference needs another model");
        }
        List<String> lacks = lacks(model);
        if (!lacks.isEmpty()) {
            return new Difference(new Estimate.Undecidable(lacks.getFirst()), Double.NaN);
        }
        Components mine = components(model);
        double[] placements = mine.placements().clone();
        double area = mine.area();
        for (Predictions other : others) {
            requireSameCases(model, other);
            Components theirs = components(other);
            area -= theirs.area() / others.size();
            for (int i = 0; i < placements.length; i++) {
                placements[i] -= theirs.placements()[i] / others.size();
            }
        }
        double error = Math.sqrt(variance(model, new Components(area, placements)));
        if (!(error > 0)) {
            return new Difference(
                    new Estimate.Undecidable("the models order all cases alike"), Double.NaN);
        }
        double half = Estimate.Z * error;
        double p = Erf.erfc(Math.abs(area) / error / Math.sqrt(2));
        return new Difference(
                new Estimate.Known(area, area - half, area + half, "paired " + method(model)), p);
    }

    /**
     * A difference of areas.
     *
     * @param p two-sided, of no difference; NaN where the difference is undecidable
     */
    public record Difference(Estimate estimate, double p) {}

    private static String method(Predictions predictions) {
        return predictions.clustered() ? OBUCHOWSKI : DELONG;
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static List<String> lacks(Predictions predictions) {
        List<String> lacks = new ArrayList<>();
        int[] groups = groupsWith(predictions);
        if (groups[0] < 2 || groups[1] < 2) {
            lacks.add(
                    "at least 2 positive and 2 negative subjects are needed, not %d and %d"
                            .formatted(groups[0], groups[1]));
        }
        return lacks;
    }

    /** How many groups have a positive, how many a negative case. */
    private static int[] groupsWith(Predictions predictions) {
        boolean[][] has = new boolean[2][predictions.groups()];
        for (int i = 0; i < predictions.size(); i++) {
            has[predictions.positive(i) ? 0 : 1][predictions.group(i)] = true;
        }
        int[] counts = new int[2];
        for (int kind = 0; kind < 2; kind++) {
            for (boolean one : has[kind]) {
                counts[kind] += one ? 1 : 0;
            }
        }
        return counts;
    }

    private static void requireSameCases(Predictions one, Predictions other) {
        boolean same = one.size() == other.size();
        for (int i = 0; same && i < one.size(); i++) {
            same = one.positive(i) == other.positive(i) && one.group(i) == other.group(i);
        }
        if (!same) {
            throw new IllegalArgumentException(
                    "models are compared on the same cases in the same order");
        }
    }

    private static Components components(Predictions predictions) {
        double[] positives = predictions.sorted(true);
        double[] negatives = predictions.sorted(false);
        double[] placements = new double[predictions.size()];
        double sum = 0;
        for (int i = 0; i < placements.length; i++) {
            double score = predictions.score(i);
            if (predictions.positive(i)) {
                placements[i] = below(negatives, score) / negatives.length;
                sum += placements[i];
            } else {
                placements[i] = 1 - below(positives, score) / positives.length;
            }
        }
        return new Components(sum / positives.length, placements);
    }

    /** How many of {@code sorted} are below {@code score}; equal ones count half. */
    private static double below(double[] sorted, double score) {
        int first = lowerBound(sorted, score);
        int last = first;
        if (first < sorted.length && sorted[first] == score) {
            last = lowerBound(sorted, Math.nextUp(score));
        }
        return (first + last) / 2.0;
    }

    /** The index of the first element that is not below {@code score}. */
    private static int lowerBound(double[] sorted, double score) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < score) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Obuchowski's (1997) equation 4, from deviations summed within groups. */
    private static double variance(Predictions predictions, Components components) {
        int positives = predictions.positives();
        int negatives = predictions.size() - positives;
        double[] ofPositives = new double[predictions.groups()];
        double[] ofNegatives = new double[predictions.groups()];
        for (int i = 0; i < predictions.size(); i++) {
            double deviation = components.placements()[i] - components.area();
            double[] sums = predictions.positive(i) ? ofPositives : ofNegatives;
            sums[predictions.group(i)] += deviation;
        }
        double cross = 0;
        for (int k = 0; k < ofPositives.length; k++) {
            cross += ofPositives[k] * ofNegatives[k];
        }
        int[] groups = groupsWith(predictions);
        double all = predictions.groups();
        return correction(groups[0]) * squares(ofPositives) / positives / positives
                + correction(groups[1]) * squares(ofNegatives) / negatives / negatives
                + 2 * correction(all) * cross / positives / negatives;
    }

    private static double correction(double groups) {
        return groups / (groups - 1);
    }

    private static double squares(double[] values) {
        return Arrays.stream(values).map(value -> value * value).sum();
    }
}
