package io.meridian.model.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.model.Graph;
import io.meridian.model.Networks;
import io.meridian.model.Shape;
import io.meridian.model.preprocessing.Preprocessing;
import io.meridian.model.weights.Initialisation;
import io.meridian.model.weights.Weights;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelPackageTests {
    private static final Graph GRAPH = Networks.smallResidual(Shape.of(1, 28, 28), 8, 2, 1);

    private static ModelPackage pack(Preprocessing preprocessing) {
        return new ModelPackage(
                "chest",
                GRAPH,
                Initialisation.kaiming(GRAPH, 1),
                preprocessing,
                Labels.binary("pneumonia"),
                new ModelCard("chest", "Screening.", Map.of("Rounds", "6"), "Adults only."));
    }

    @Test
    void containsEverythingThatInferenceNeeds() {
        List<PackageFile> files = pack(Preprocessing.of(1, 28, 28)).files();

        assertThat(files)
                .extracting(PackageFile::path)
                .containsExactly(
                        "graph.json",
                        "weights.safetensors",
                        "model.onnx",
                        "preprocessing.json",
                        "labels.json",
                        "card.md");
        assertThat(files)
                .extracting(PackageFile::mediaType)
                .allMatch(type -> type.startsWith("application/vnd.cncf.model."));
        assertThat(Graph.parse(files.getFirst().bytes())).isEqualTo(GRAPH);
        Weights.parse(files.get(1).bytes()).requireFit(GRAPH);
        assertThat(Labels.parse(files.get(4).bytes())).isEqualTo(Labels.binary("pneumonia"));
        assertThat(new String(files.getLast().bytes(), UTF_8))
                .contains("# chest", "- Rounds: 6", "pneumonia", "Adults only.");
    }

    @Test
    void isTheSameBytesWhenMadeAgain() {
        var once = pack(Preprocessing.of(1, 28, 28)).files();
        var again = pack(Preprocessing.of(1, 28, 28)).files();

        for (int i = 0; i < once.size(); i++) {
            assertThat(again.get(i).bytes()).isEqualTo(once.get(i).bytes());
        }
    }

    @Test
    void refusesPartsThatDoNotFit() {
        assertThatThrownBy(() -> pack(Preprocessing.of(1, 32, 32)))
                .hasMessageContaining("yields [1×32×32], the network reads [1×28×28]");
    }

    @Test
    void codesFindingsThatAreKnown() {
        assertThat(Labels.binary("pneumonia").positive().code())
                .isEqualTo(new Code("233604007", "SCT", "Pneumonia"));
        assertThat(Labels.binary("rare thing").positive().code()).isNull();
    }

    @Test
    void parityIsJudgedByPolicy() {
        float[] reference = {1, -20};
        Parity close = Parity.of(reference, new float[] {1.000001f, -20}, 2);
        Parity far = Parity.of(reference, new float[] {1, -20.5f}, 2);
        Parity broken = Parity.of(reference, new float[] {1, Float.NaN}, 2);

        assertThat(ParityPolicy.FLOAT32.permits(close)).isTrue();
        assertThat(ParityPolicy.FLOAT32.permits(far)).isFalse();
        assertThat(far.maxAbs()).isEqualTo(0.5);
        assertThat(far.maxRel()).isEqualTo(0.025);
        assertThat(ParityPolicy.FLOAT32.permits(broken)).isFalse();
        assertThat(ParityPolicy.FLOAT32.permits(Parity.of(new float[0], new float[0], 0)))
                .isFalse();
    }
}
