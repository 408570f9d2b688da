package io.meridian.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.meridian.runtime.worker.TaskFailure;
import org.jspecify.annotations.Nullable;

/**
 * How one task trains: the {@code local} map of the job document.
 *
 * @param epochs 1 to 1000
 * @param batchSize 1 to 4096; the examples are dealt evenly into batches of about this size
 * @param learningRate of the first step; falls along a cosine to a tenth at the task's last
 * @param weightDecay decoupled in AdamW, 0 to 1
 * @param seed of order and augmentation
 */
public record LocalSettings(
        int epochs,
        int batchSize,
        Optimizer optimizer,
        double learningRate,
        double weightDecay,
        Augmentation augmentation,
        long seed) {
    /** What moves the weights. */
    public enum Optimizer {
        /** Loshchilov and Hutter 2019. */
        @JsonProperty("adamw")
        ADAMW,
        /** With Nesterov momentum 0.9. */
        @JsonProperty("sgd")
        SGD
    }

    public LocalSettings {
        require(epochs >= 1 && epochs <= 1000, "local.epochs must be in [1, 1000]");
        require(batchSize >= 1 && batchSize <= 4096, "local.batchSize must be in [1, 4096]");
        require(learningRate > 0 && learningRate <= 10, "local.learningRate must be in (0, 10]");
        require(weightDecay >= 0 && weightDecay <= 1, "local.weightDecay must be in [0, 1]");
    }

    /** Fields that a document leaves out: batches of 64, AdamW at 0.002 with decay 0.01, seed 1. */
    @JsonCreator
    static LocalSettings of(
            @JsonProperty(value = "epochs", required = true) int epochs,
            @JsonProperty("batchSize") @Nullable Integer batchSize,
            @JsonProperty("optimizer") @Nullable Optimizer optimizer,
            @JsonProperty("learningRate") @Nullable Double learningRate,
            @JsonProperty("weightDecay") @Nullable Double weightDecay,
            @JsonProperty("augmentation") @Nullable Augmentation augmentation,
            @JsonProperty("seed") @Nullable Long seed) {
        return new LocalSettings(
                epochs,
                batchSize == null ? 64 : batchSize,
                optimizer == null ? Optimizer.ADAMW : optimizer,
                learningRate == null ? 0.002 : learningRate,
                weightDecay == null ? 0.01 : weightDecay,
                augmentation == null ? Augmentation.NONE : augmentation,
                seed == null ? 1 : seed);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw TaskFailure.invalid(rule);
        }
    }
}
