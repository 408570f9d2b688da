package io.meridian.validation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class MetricTests {
    private static final Offset<Double> EXACT = Offset.offset(1e-12);

    private static Predictions of(String labels, double... scores) {
        boolean[] positive = new boolean[scores.length];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = labels.charAt(i) == '1';
        }
        return Predictions.of(positive, scores);
    }

    @Nested
    class Area {
        /** By hand: of 3 × 3 pairs, 7 are right and one is a tie. */
        @Test
        void countsPairsAndHalfOfTies() {
            assertThat(Auc.area(of("111000", 0.9, 0.8, 0.4, 0.7, 0.4, 0.1)))
                    .isCloseTo(7.5 / 9, EXACT);
        }

        @Test
        void isUndecidableWhenAllCasesAreOrderedAlike() {
            assertThat(Auc.estimate(of("1100", 0.9, 0.8, 0.2, 0.1)))
                    .isInstanceOf(Estimate.Undecidable.class);
            assertThat(Auc.estimate(of("1100", 0.5, 0.5, 0.5, 0.5)))
                    .isInstanceOf(Estimate.Undecidable.class);
        }

        @Test
        void isUndecidableWithoutBothClasses() {
            assertThat(Auc.estimate(of("111", 0.9, 0.8, 0.2)))
                    .isEqualTo(
                            new Estimate.Undecidable(
                                    "at least 2 positive and 2 negative subjects are needed, not 3 and 0"));
            assertThat(Auc.estimate(of("", new double[0])))
                    .isInstanceOf(Estimate.Undecidable.class);
        }

        @Test
        void copiesOfCasesOfOneSubjectDoNotNarrowTheInterval() {
            Random random = new Random(5);
            int n = 200;
            boolean[] positive = new boolean[n];
            double[] scores = new double[n];
            int[] groups = new int[n];
            for (int i = 0; i < n; i += 2) {
                positive[i] = positive[i + 1] = random.nextBoolean();
                scores[i] = scores[i + 1] = random.nextGaussian() + (positive[i] ? 1 : 0);
                groups[i] = groups[i + 1] = i;
            }
            var clustered = (Estimate.Known) Auc.estimate(Predictions.of(positive, scores, groups));
            var naive = (Estimate.Known) Auc.estimate(Predictions.of(positive, scores));

            assertThat(clustered.method()).contains("Obuchowski");
            assertThat(clustered.high() - clustered.low())
                    .isGreaterThan(1.3 * (naive.high() - naive.low()));
        }

        @Test
        void aModelDoesNotDifferFromItself() {
            Predictions model = of("110010", 0.9, 0.3, 0.4, 0.7, 0.4, 0.1);

            assertThat(Auc.difference(model, List.of(model)).estimate())
                    .isInstanceOf(Estimate.Undecidable.class);
        }

        @Test
        void refusesToCompareDifferentCases() {
            Predictions one = of("1100", 0.9, 0.3, 0.4, 0.7);
            Predictions other = of("1010", 0.9, 0.3, 0.4, 0.7);

            assertThatThrownBy(() -> Auc.difference(one, List.of(other)))
                    .hasMessageContaining("same cases");
        }

        /** At the nominal 95 %; binormal scores, 60 + 60 cases, 2,000 replicates, seed 1. */
        @Test
        void intervalsCoverTheTruthAsOftenAsTheyPromise() {
            Random random = new Random(1);
            // Φ(1/√2): the area between N(1, 1) and N(0, 1).
            double truth = 0.7602499389065233;
            int covered = 0;
            int replicates = 2000;
            for (int k = 0; k < replicates; k++) {
                boolean[] positive = new boolean[120];
                double[] scores = new double[120];
                for (int i = 0; i < 120; i++) {
                    positive[i] = i < 60;
                    scores[i] = random.nextGaussian() + (positive[i] ? 1 : 0);
                }
                var estimate = (Estimate.Known) Auc.estimate(Predictions.of(positive, scores));
                covered += estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
            }

            assertThat((double) covered / replicates).isBetween(0.935, 0.965);
        }
    }

    @Nested
    class Shares {
        /** None: z² / (n + z²) by hand; 9 of 10: statsmodels 0.15, proportion_confint. */
        @Test
        void equalWilsonsInterval() {
            var none = (Estimate.Known) Proportion.of(0, 10);
            var most = (Estimate.Known) Proportion.of(9, 10);

            assertThat(none.low()).isZero();
            assertThat(none.high()).isCloseTo(0.2775, Offset.offset(5e-5));
            assertThat(most.low()).isCloseTo(0.5958, Offset.offset(5e-5));
            assertThat(most.high()).isCloseTo(0.9821, Offset.offset(5e-5));
        }

        @Test
        void areUndecidableWithoutCases() {
            assertThat(Proportion.of(0, 0)).isInstanceOf(Estimate.Undecidable.class);
            assertThat(
                            OperatingPoint.at(2, of("1100", 0.9, 0.3, 0.4, 0.7))
                                    .positivePredictiveValue())
                    .isInstanceOf(Estimate.Undecidable.class);
        }
    }

    @Nested
    class Threshold {
        private final Predictions validation =
                of("11110000", 0.9, 0.8, 0.7, 0.2, 0.6, 0.3, 0.2, 0.1);

        @Test
        void youdenTakesTheLargestSum() {
            var chosen =
                    (ThresholdRule.Choice.Chosen) new ThresholdRule.Youden().choose(validation);

            assertThat(chosen.threshold()).isCloseTo(0.65, EXACT);
        }

        @Test
        void aTargetTakesTheHighestThresholdThatReachesIt() {
            var half =
                    (ThresholdRule.Choice.Chosen)
                            new ThresholdRule.TargetSensitivity(0.5).choose(validation);
            var all =
                    (ThresholdRule.Choice.Chosen)
                            new ThresholdRule.TargetSensitivity(1).choose(validation);

            assertThat(half.threshold()).isCloseTo(0.75, EXACT);
            assertThat(all.threshold()).isCloseTo(0.15, EXACT);
        }

        @Test
        void isNotMadeUpFromOneClassOrOneScore() {
            for (Predictions poor :
                    List.of(
                            of("111", 0.1, 0.2, 0.3),
                            of("1100", 1, 1, 1, 1),
                            of("", new double[0]))) {
                assertThat(new ThresholdRule.Youden().choose(poor))
                        .isInstanceOf(ThresholdRule.Choice.Impossible.class);
            }
        }
    }

    @Nested
    class Curve {
        @Test
        void runsFromNothingToEverything() {
            RocCurve curve = RocCurve.of(of("110010", 0.9, 0.3, 0.4, 0.7, 0.4, 0.1));

            assertThat(curve.points().getFirst())
                    .isEqualTo(new RocCurve.Point(Double.POSITIVE_INFINITY, 0, 0));
            assertThat(curve.points().getLast()).isEqualTo(new RocCurve.Point(0.1, 1, 1));
            assertThat(curve.points()).hasSize(6);
        }

        @Test
        void keepsItsEndsWhenThinned() {
            Random random = new Random(3);
            boolean[] positive = new boolean[5000];
            double[] scores = new double[5000];
            for (int i = 0; i < scores.length; i++) {
                positive[i] = random.nextBoolean();
                scores[i] = random.nextDouble();
            }
            RocCurve curve = RocCurve.of(Predictions.of(positive, scores));
            RocCurve thin = curve.thinned(100);

            assertThat(thin.points()).hasSize(101);
            assertThat(thin.points().getFirst()).isEqualTo(curve.points().getFirst());
            assertThat(thin.points().getLast()).isEqualTo(curve.points().getLast());
        }
    }

    @Nested
    class CalibrationOf {
        @Test
        void separatedScoresHasNoSlope() {
            assertThat(Calibration.of(of("1100", 0.9, 0.8, 0.2, 0.1)).slope())
                    .isInstanceOf(Estimate.Undecidable.class);
        }

        @Test
        void oneClassHasNoSlopeButABrierScore() {
            Calibration calibration = Calibration.of(of("11", 0.9, 0.8));

            assertThat(calibration.slope()).isInstanceOf(Estimate.Undecidable.class);
            assertThat(calibration.brier()).isCloseTo(0.025, EXACT);
        }
    }

    @Test
    void scoresMustBeNumbers() {
        assertThatThrownBy(() -> of("10", Double.NaN, 0.5))
                .hasMessage("every score must be a finite number");
    }
}
