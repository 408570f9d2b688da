package io.meridian.validation.metric;

/**
 * A share of cases with Wilson's score interval (Wilson 1927). Where subjects have several cases
 * the number of cases is divided by the design effect (Rao and Scott, Biometrics 1992).
 */
public final class Proportion {
    private Proportion() {}

    /** Independent cases. */
    public static Estimate of(int successes, int cases) {
        if (successes < 0 || successes > cases) {
            throw new IllegalArgumentException("successes lie between 0 and the number of cases");
        }
        return cases == 0
                ? new Estimate.Undecidable("there are no cases")
                : wilson((double) successes / cases, cases, "Wilson");
    }

    /**
     * Clustered cases.
     *
     * @param successes of each subject
     * @param cases of each subject; subjects without any do not count
     */
    static Estimate of(int[] successes, int[] cases) {
        int total = 0;
        int good = 0;
        int subjects = 0;
        for (int k = 0; k < cases.length; k++) {
            total += cases[k];
            good += successes[k];
            subjects += cases[k] > 0 ? 1 : 0;
        }
        if (total == subjects) {
            return of(good, total);
        }
        double share = (double) good / total;
        double effective = subjects;
        if (good > 0 && good < total && subjects > 1) {
            double squares = 0;
            for (int k = 0; k < cases.length; k++) {
                double deviation = successes[k] - share * cases[k];
                squares += deviation * deviation;
            }
            double clustered = squares * subjects / (subjects - 1.0) / total / total;
            double independent = share * (1 - share) / total;
            effective = total / Math.max(1, clustered / independent);
        }
        return wilson(share, effective, "Wilson, effective number of cases (Rao and Scott)");
    }

    private static Estimate wilson(double share, double cases, String method) {
        double z2 = Estimate.Z * Estimate.Z;
        double center = (share + z2 / (2 * cases)) / (1 + z2 / cases);
        double half =
                Estimate.Z
                        / (1 + z2 / cases)
                        * Math.sqrt(share * (1 - share) / cases + z2 / (4 * cases * cases));
        return new Estimate.Known(
                share,
                share == 0 ? 0 : Math.clamp(center - half, 0, share),
                share == 1 ? 1 : Math.clamp(center + half, share, 1),
                method);
    }
}
