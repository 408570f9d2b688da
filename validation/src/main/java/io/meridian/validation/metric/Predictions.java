package io.meridian.validation.metric;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Labels and one model's scores for the same cases, in the same order. Cases of one subject share a
 * group and are not independent.
 */
public final class Predictions {
    private final boolean[] positive;
    private final double[] scores;
    private final int[] groups;
    private final int groupCount;

    private Predictions(boolean[] positive, double[] scores, int[] groups, int groupCount) {
        this.positive = positive;
        this.scores = scores;
        this.groups = groups;
        this.groupCount = groupCount;
    }

    /**
     * Cases in groups.
     *
     * @param scores finite; higher speaks for positive
     * @param groups any numbers; equal ones are one subject
     */
    public static Predictions of(boolean[] positive, double[] scores, int[] groups) {
        if (positive.length != scores.length || positive.length != groups.length) {
            throw new IllegalArgumentException(
                    "labels, scores and groups must be equally many, not %d, %d and %d"
                            .formatted(positive.length, scores.length, groups.length));
        }
        for (double score : scores) {
            if (!Double.isFinite(score)) {
                throw new IllegalArgumentException("every score must be a finite number");
            }
        }
        Map<Integer, Integer> numbers = new HashMap<>();
        int[] dense = new int[groups.length];
        for (int i = 0; i < groups.length; i++) {
            dense[i] = numbers.computeIfAbsent(groups[i], _ -> numbers.size());
        }
        return new Predictions(positive.clone(), scores.clone(), dense, numbers.size());
    }

    /** Independent cases. */
    public static Predictions of(boolean[] positive, double[] scores) {
        int[] groups = new int[positive.length];
        Arrays.setAll(groups, i -> i);
        return of(positive, scores, groups);
    }

    public int size() {
        return positive.length;
    }

    public boolean positive(int index) {
        return positive[index];
    }

    public double score(int index) {
        return scores[index];
    }

    /** The case's group, from 0 to {@link #groups} − 1. */
    public int group(int index) {
        return groups[index];
    }

    /** How many subjects there are. */
    public int groups() {
        return groupCount;
    }

    public int positives() {
        int count = 0;
        for (boolean one : positive) {
            count += one ? 1 : 0;
        }
        return count;
    }

    /** Whether any subject has several cases. */
    public boolean clustered() {
        return groupCount < positive.length;
    }

    /** The scores of the cases with this label, ascending. */
    double[] sorted(boolean label) {
        double[] chosen = new double[label ? positives() : size() - positives()];
        int next = 0;
        for (int i = 0; i < size(); i++) {
            if (positive[i] == label) {
                chosen[next++] = scores[i];
            }
        }
        Arrays.sort(chosen);
        return chosen;
    }
}
