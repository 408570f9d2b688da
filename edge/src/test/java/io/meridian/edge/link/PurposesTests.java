package io.meridian.edge.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.artifact.Digest;
import io.meridian.edge.research.TrainingData;
import io.meridian.governance.annotation.Split;
import io.meridian.model.preprocessing.Preprocessing;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PurposesTests {
    private record Frozen(String purpose) implements TrainingData {
        @Override
        public Optional<Version> newest(String name) {
            var digest = Digest.of(new byte[] {1});
            return Optional.of(new Version(name, digest, digest, purpose));
        }

        @Override
        public Exported export(
                Version version,
                Split split,
                String positive,
                Preprocessing preprocessing,
                Path file) {
            return new Exported(version, List.of(), List.of());
        }
    }

    private static Purposes of(String purpose) {
        var beans = new StaticListableBeanFactory(Map.of("data", new Frozen(purpose)));
        return new Purposes(beans.getBeanProvider(TrainingData.class));
    }

    private static JsonNode item(String purpose) {
        return JsonMapper.shared().valueToTree(Map.of("dataset", "chest", "purpose", purpose));
    }

    @Test
    void trainsWithAVersionThatWasFrozenForTrainingOnly() {
        assertThat(of("training").forTraining(item("training")).name()).isEqualTo("chest");

        assertThatThrownBy(() -> of("validation").forTraining(item("training")))
                .isInstanceOfSatisfying(
                        TaskProblem.class,
                        problem -> assertThat(problem.kind()).isEqualTo(TaskProblem.Kind.REFUSED))
                .hasMessageContaining("purpose validation");
        assertThatThrownBy(() -> of("training").forTraining(item("marketing")))
                .hasMessageContaining("marketing");
    }

    @Test
    void evaluatesWithAVersionForTrainingOrForValidation() {
        var asked = JsonMapper.shared().valueToTree(Map.of("dataset", "chest"));

        assertThat(of("training").forEvaluation(asked).purpose()).isEqualTo("training");
        assertThat(of("validation").forEvaluation(asked).purpose()).isEqualTo("validation");
        assertThatThrownBy(() -> of("education").forEvaluation(asked))
                .hasMessageContaining("purpose education");
        assertThatThrownBy(() -> of("training").forEvaluation(item("marketing")))
                .hasMessageContaining("marketing");
    }
}
