package io.meridian.federation.job;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a site trains within one round.
 *
 * @param epochs 1 to 1000
 * @param batchSize 1 to 4096
 * @param optimizer {@code adamw} or {@code sgd}
 * @param learningRate above 0
 * @param weightDecay decoupled (Loshchilov and Hutter 2019), 0 to 1
 */
public record LocalTraining(
        int epochs,
        int batchSize,
        String optimizer,
        double learningRate,
        double weightDecay,
        Augmentation augmentation) {
    /** The {@code local} of a training task. */
    public Map<String, Object> toMap(long seed) {
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put("shift", augmentation.shift());
        changes.put("rotateDegrees", augmentation.rotateDegrees());
        changes.put("zoom", augmentation.zoom());
        changes.put("contrast", augmentation.contrast());
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("epochs", epochs);
        map.put("batchSize", batchSize);
        map.put("optimizer", optimizer);
        map.put("learningRate", learningRate);
        map.put("weightDecay", weightDecay);
        map.put("augmentation", changes);
        map.put("seed", seed);
        return map;
    }
}
