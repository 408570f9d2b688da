package io.meridian.validation;

import io.meridian.model.packaging.Parity;
import io.meridian.validation.metric.Calibration;
import io.meridian.validation.metric.Estimate;
import io.meridian.validation.metric.OperatingPoint;
import io.meridian.validation.metric.RocCurve;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation found.
 *
 * @param threshold chosen on validation data; absent where none could be chosen
 * @param atThreshold on the test split; absent without a threshold
 * @param roc of the test split, all sites together
 * @param parity the widest difference between training and serving runtime that a site measured;
 *     absent where none did
 * @param limitations what the figures do not show, in sentences
 */
public record Evidence(
        Protocol protocol,
        Counts test,
        Counts validation,
        Estimate auc,
        @Nullable Double threshold,
        @Nullable OperatingPoint atThreshold,
        Calibration calibration,
        RocCurve roc,
        List<SiteRow> sites,
        List<Comparison> comparisons,
        @Nullable Parity parity,
        List<String> limitations) {

    /**
     * How much was evaluated.
     *
     * @param subjects equal to the cases where subjects are unknown
     */
    public record Counts(int cases, int positives, int subjects) {
        public int negatives() {
            return cases - positives;
        }
    }

    /** The model on one site's test cases. */
    public record SiteRow(
            String site,
            String commitment,
            Counts counts,
            Estimate auc,
            @Nullable OperatingPoint atThreshold) {}

    /**
     * The model against another on the same cases.
     *
     * @param with the other's name, or {@link #MEAN} for the mean over all local-only models
     * @param auc the other's area
     * @param difference the model's area minus the other's
     * @param p two-sided; NaN where undecidable
     */
    public record Comparison(String with, double auc, Estimate difference, double p) {
        public static final String MEAN = "mean of local-only models";
    }

    public Evidence {
        sites = List.copyOf(sites);
        comparisons = List.copyOf(comparisons);
        limitations = List.copyOf(limitations);
    }
}
