package io.meridian.validation;

import io.meridian.validation.metric.Predictions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** The cases of all sites, one after another; groups of different sites stay apart. */
@SuppressWarnings("ArrayRecordComponent")
record Pool(boolean[] positive, int[] groups, List<SiteScores> sites, String split) {
    static Pool of(List<SiteScores> sites, String split, Protocol protocol) {
        List<Boolean> positive = new ArrayList<>();
        List<Integer> groups = new ArrayList<>();
        int offset = 0;
        for (SiteScores site : sites) {
            Optional<SiteScores.Split> cases = site.split(split);
            if (cases.isEmpty()) {
                continue;
            }
            var numbers = new HashMap<Integer, Integer>();
            for (int i = 0; i < cases.get().labels().size(); i++) {
                positive.add(cases.get().labels().get(i) == 1);
                int group =
                        protocol.splitUnit() == SplitUnit.IMAGE
                                ? i
                                : numbers.computeIfAbsent(
                                        cases.get().groups().get(i), _ -> numbers.size());
                groups.add(offset + group);
            }
            offset += cases.get().labels().size();
        }
        boolean[] labels = new boolean[positive.size()];
        int[] numbers = new int[positive.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = positive.get(i);
            numbers[i] = groups.get(i);
        }
        return new Pool(labels, numbers, sites, split);
    }

    Predictions of(String model) {
        double[] scores = new double[positive.length];
        int next = 0;
        for (SiteScores site : sites) {
            Optional<SiteScores.Split> cases = site.split(split);
            if (cases.isEmpty()) {
                continue;
            }
            List<Double> values = cases.get().models().get(model);
            if (values == null) {
                throw new ValidationException(
                        "site %s sent no scores of model %s".formatted(site.site(), model));
            }
            for (double value : values) {
                scores[next++] = value;
            }
        }
        return Predictions.of(positive, scores, groups);
    }
}
