package io.meridian.validation.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether scores are probabilities.
 *
 * @param brier the mean squared distance of score and label, 0 to 1
 * @param expectedError the mean distance of score and share of positives over the bins, weighted by
 *     their cases (ECE; Naeini et al. 2015)
 * @param slope of the logistic regression of the label on the score's logit; 1 is ideal (Cox 1958)
 * @param intercept of the same regression; 0 is ideal
 * @param bins of equal width that hold cases
 */
public record Calibration(
        double brier, double expectedError, Estimate slope, Estimate intercept, List<Bin> bins) {
    public static final int BINS = 10;

    /** Scores are kept this far from 0 and 1 where their logit is needed. */
    private static final double EDGE = 1e-7;

    /**
     * One bin of scores.
     *
     * @param meanScore of its cases
     * @param observed the share of positives
     */
    public record Bin(double low, double high, int cases, double meanScore, Estimate observed) {}

    public Calibration {
        bins = List.copyOf(bins);
    }

    /** Measures; all scores must lie in [0, 1], and there must be a case. */
    public static Calibration of(Predictions predictions) {
        if (predictions.size() == 0) {
            throw new IllegalArgumentException("calibration needs at least one case");
        }
        double brier = 0;
        for (int i = 0; i < predictions.size(); i++) {
            double score = predictions.score(i);
            if (score < 0 || score > 1) {
                throw new IllegalArgumentException("calibration needs scores in [0, 1]");
            }
            double distance = score - (predictions.positive(i) ? 1 : 0);
            brier += distance * distance;
        }
        List<Bin> bins = bins(predictions);
        double error = 0;
        for (Bin bin : bins) {
            double observed = bin.observed().point().orElse(bin.meanScore());
            error += Math.abs(observed - bin.meanScore()) * bin.cases();
        }
        LogisticLine line = LogisticLine.fit(predictions, EDGE);
        return new Calibration(
                brier / predictions.size(),
                error / predictions.size(),
                line.slope(),
                line.intercept(),
                bins);
    }

    private static List<Bin> bins(Predictions predictions) {
        int[][] cases = new int[BINS][predictions.groups()];
        int[][] positives = new int[BINS][predictions.groups()];
        double[] sums = new double[BINS];
        int[] counts = new int[BINS];
        for (int i = 0; i < predictions.size(); i++) {
            int bin = Math.min(BINS - 1, (int) (predictions.score(i) * BINS));
            int group = predictions.group(i);
            cases[bin][group]++;
            positives[bin][group] += predictions.positive(i) ? 1 : 0;
            sums[bin] += predictions.score(i);
            counts[bin]++;
        }
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            if (counts[bin] > 0) {
                bins.add(
                        new Bin(
                                (double) bin / BINS,
                                (bin + 1.0) / BINS,
                                counts[bin],
                                sums[bin] / counts[bin],
                                Proportion.of(positives[bin], cases[bin])));
            }
        }
        return bins;
    }
}
