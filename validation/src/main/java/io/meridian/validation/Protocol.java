package io.meridian.validation;

import io.meridian.validation.metric.ThresholdRule;
import java.util.List;

/**
 * What is to be evaluated, and how; fixed before the test split is opened.
 *
 * @param title of the model, for people
 * @param model its name in the sites' scores
 * @param comparators the names of the models that it is compared with: those that each site trained
 *     alone
 */
public record Protocol(
        String title,
        String model,
        List<String> comparators,
        ThresholdRule thresholdRule,
        SplitUnit splitUnit) {
    public static final String VALIDATION = "validation";
    public static final String TEST = "test";

    public Protocol {
        comparators = List.copyOf(comparators);
        if (comparators.contains(model)) {
            throw new IllegalArgumentException("a model is not compared with itself");
        }
    }
}
