package io.meridian.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.meridian.runtime.worker.TaskFailure;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The document of a {@code train} task; strict, since an unknown field would change the meaning.
 */
public record TrainSpec(Objective objective, LocalSettings local) {
    @JsonCreator
    static TrainSpec of(
            @JsonProperty("objective") @Nullable Objective objective,
            @JsonProperty(value = "local", required = true) LocalSettings local) {
        return new TrainSpec(objective == null ? Objective.PLAIN : objective, local);
    }

    static TrainSpec parse(byte[] json) {
        try {
            return TaskJson.MAPPER.readValue(json, TrainSpec.class);
        } catch (JacksonException e) {
            if (e.getCause() instanceof TaskFailure cause) {
                throw cause;
            }
            throw TaskFailure.invalid(
                    "the task's document is not valid: " + e.getOriginalMessage());
        }
    }
}
