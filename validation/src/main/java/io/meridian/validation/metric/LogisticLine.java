package io.meridian.validation.metric;

/** The logistic regression of the label on the score's logit, by Newton's method. */
record LogisticLine(Estimate slope, Estimate intercept) {
    private static final int MAXIMUM_STEPS = 100;
    private static final String METHOD = "Wald";

    /**
     * Fits.
     *
     * @param edge scores are clamped to [edge, 1 − edge]
     */
    static LogisticLine fit(Predictions predictions, double edge) {
        int positives = predictions.positives();
        if (positives == 0 || positives == predictions.size()) {
            return undecidable("cases of both classes are needed");
        }
        double[] logits = new double[predictions.size()];
        for (int i = 0; i < logits.length; i++) {
            double score = Math.clamp(predictions.score(i), edge, 1 - edge);
            logits[i] = Math.log(score / (1 - score));
        }
        double a = 0;
        double b = 0;
        for (int step = 0; step < MAXIMUM_STEPS; step++) {
            Normal normal = Normal.at(predictions, logits, a, b);
            double determinant = normal.aa * normal.bb - normal.ab * normal.ab;
            if (!(determinant > 1e-9)) {
                return undecidable("the scores separate the classes, or are all alike");
            }
            double da = (normal.bb * normal.a - normal.ab * normal.b) / determinant;
            double db = (normal.aa * normal.b - normal.ab * normal.a) / determinant;
            a += da;
            b += db;
            if (Math.abs(da) + Math.abs(db) < 1e-10) {
                return new LogisticLine(
                        wald(b, normal.aa / determinant), wald(a, normal.bb / determinant));
            }
        }
        return undecidable("the scores separate the classes");
    }

    private static Estimate wald(double value, double variance) {
        double half = Estimate.Z * Math.sqrt(variance);
        return new Estimate.Known(value, value - half, value + half, METHOD);
    }

    private static LogisticLine undecidable(String reason) {
        Estimate estimate = new Estimate.Undecidable(reason);
        return new LogisticLine(estimate, estimate);
    }

    /** The gradient (a, b) and the information matrix of the log-likelihood. */
    private record Normal(double a, double b, double aa, double ab, double bb) {
        static Normal at(Predictions predictions, double[] logits, double a, double b) {
            double ga = 0;
            double gb = 0;
            double aa = 0;
            double ab = 0;
            double bb = 0;
            for (int i = 0; i < logits.length; i++) {
                double p = 1 / (1 + Math.exp(-(a + b * logits[i])));
                double residual = (predictions.positive(i) ? 1 : 0) - p;
                double weight = p * (1 - p);
                ga += residual;
                gb += residual * logits[i];
                aa += weight;
                ab += weight * logits[i];
                bb += weight * logits[i] * logits[i];
            }
            return new Normal(ga, gb, aa, ab, bb);
        }
    }
}
