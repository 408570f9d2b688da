package io.meridian.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.meridian.runtime.worker.TaskFailure;
import org.jspecify.annotations.Nullable;

/**
 * What a site minimises within a round, as the federation's strategy says.
 *
 * @param type {@code plain}: the task's loss
 * @param proximalMu weight of μ/2 · ‖w − w₀‖² added to it (FedProx, Li et al. 2020), 0 or more
 */
public record Objective(String type, double proximalMu) {
    /** The task's loss and nothing else. */
    public static final Objective PLAIN = new Objective("plain", 0);

    public Objective {
        if (!type.equals("plain")) {
            throw TaskFailure.invalid("objective.type must be plain, not " + type);
        }
        if (!(proximalMu >= 0 && proximalMu <= 1000)) {
            throw TaskFailure.invalid("objective.proximalMu must be in [0, 1000]");
        }
    }

    @JsonCreator
    static Objective of(
            @JsonProperty(value = "type", required = true) String type,
            @JsonProperty("proximalMu") @Nullable Double proximalMu) {
        return new Objective(type, proximalMu == null ? 0 : proximalMu);
    }
}
