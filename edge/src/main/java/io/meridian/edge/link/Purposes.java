package io.meridian.edge.link;

import io.meridian.edge.research.TrainingData;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Finds the version that an item may use: one that was frozen for what the item is for. Training
 * takes a version for training only; an evaluation reads held-out cases, which a version for
 * training or for validation has.
 */
@Component
final class Purposes {
    private static final String TRAINING = "training";
    private static final Set<String> EVALUATION = Set.of(TRAINING, "validation");

    private final ObjectProvider<TrainingData> data;

    Purposes(ObjectProvider<TrainingData> data) {
        this.data = data;
    }

    TrainingData.Version forTraining(JsonNode item) {
        var asked = item.path("purpose").asString(TRAINING);
        if (!asked.equals(TRAINING)) {
            throw TaskProblem.refused(
                    "a training task is for the purpose training; this one says " + asked);
        }
        return version(item, Set.of(TRAINING));
    }

    TrainingData.Version forEvaluation(JsonNode item) {
        var asked = item.path("purpose").asString("validation");
        if (!EVALUATION.contains(asked)) {
            throw TaskProblem.refused(
                    "an evaluation is for the purpose training or validation; this one says "
                            + asked);
        }
        return version(item, EVALUATION);
    }

    private TrainingData.Version version(JsonNode item, Set<String> allowed) {
        var name = item.path("dataset").asString("");
        var version =
                Optional.ofNullable(data.getIfAvailable())
                        .flatMap(each -> each.newest(name))
                        .orElseThrow(() ->
                                TaskProblem.failed(
                                        "this hospital has no version of the data set %s that may be used now"
                                                .formatted(name)));
        if (!allowed.contains(version.purpose())) {
            throw TaskProblem.refused(
                    "the newest version of the data set %s was frozen for the purpose %s, which does not allow this task"
                            .formatted(name, version.purpose()));
        }
        return version;
    }
}
