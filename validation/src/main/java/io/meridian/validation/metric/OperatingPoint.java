package io.meridian.validation.metric;

/**
 * How a model does at one threshold: a case is called positive at or above it. Predictive values
 * hold for the prevalence of these cases only.
 */
public record OperatingPoint(
        int truePositives,
        int falseNegatives,
        int trueNegatives,
        int falsePositives,
        Estimate sensitivity,
        Estimate specificity,
        Estimate positivePredictiveValue,
        Estimate negativePredictiveValue) {

    public static OperatingPoint at(double threshold, Predictions predictions) {
        int groups = predictions.groups();
        int[][] tables = new int[4][groups];
        for (int i = 0; i < predictions.size(); i++) {
            boolean called = predictions.score(i) >= threshold;
            int cell = predictions.positive(i) ? (called ? 0 : 1) : (called ? 3 : 2);
            tables[cell][predictions.group(i)]++;
        }
        return new OperatingPoint(
                sum(tables[0]),
                sum(tables[1]),
                sum(tables[2]),
                sum(tables[3]),
                share(tables[0], tables[1]),
                share(tables[2], tables[3]),
                share(tables[0], tables[3]),
                share(tables[2], tables[1]));
    }

    private static Estimate share(int[] right, int[] wrong) {
        int[] cases = new int[right.length];
        for (int k = 0; k < cases.length; k++) {
            cases[k] = right[k] + wrong[k];
        }
        return Proportion.of(right, cases);
    }

    private static int sum(int[] counts) {
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }
}
