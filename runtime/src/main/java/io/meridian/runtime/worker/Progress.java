package io.meridian.runtime.worker;

import java.util.Map;

/**
 * How far a task is.
 *
 * @param fraction done so far, in [0, 1]
 * @param metrics figures by name: a training task tells {@code epoch} (1-based), {@code epochs},
 *     {@code loss} (mean of the epoch so far)
 */
public record Progress(double fraction, Map<String, Double> metrics) {
    public Progress {
        metrics = Map.copyOf(metrics);
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("progress must be in [0, 1], not " + fraction);
        }
    }
}
