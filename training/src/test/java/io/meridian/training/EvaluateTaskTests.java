package io.meridian.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.meridian.model.onnx.OnnxWriter;
import io.meridian.model.weights.Initialisation;
import io.meridian.model.weights.Weights;
import io.meridian.runtime.ComputeException;
import io.meridian.runtime.libtorch.Torch;
import io.meridian.runtime.libtorch.TorchModule;
import io.meridian.runtime.worker.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class EvaluateTaskTests {
    private static final Weights WEIGHTS = Initialisation.kaiming(Toy.GRAPH, 1);

    @TempDir private Path input;
    @TempDir private Path output;

    @BeforeEach
    void models() throws IOException {
        Torch.useThreads(1);
        Toy.data(300).write(input.resolve("data.safetensors"));
        add("federated", WEIGHTS);
        add("hospital-1", Initialisation.kaiming(Toy.GRAPH, 2));
    }

    private Path add(String name, Weights weights) throws IOException {
        Path folder = Files.createDirectories(input.resolve("models").resolve(name));
        Files.write(folder.resolve("graph.json"), Toy.GRAPH.toJson());
        weights.write(folder.resolve("weights.safetensors"));
        Files.write(folder.resolve("model.onnx"), OnnxWriter.write(Toy.GRAPH, weights));
        return folder;
    }

    private void evaluate() throws IOException {
        Task task = new Task("t", "evaluate", "{}".getBytes(UTF_8), input, output);
        new EvaluateTask(1).run(task, Simulation.SILENT);
    }

    @Test
    void scoresEveryModelInInputOrderAndMeasuresParity() throws IOException {
        evaluate();

        JsonNode scores = TaskJson.MAPPER.readTree(output.resolve("scores.json").toFile());
        JsonNode parity = TaskJson.MAPPER.readTree(output.resolve("parity.json").toFile());
        assertThat(scores.propertyNames()).containsExactly("federated", "hospital-1");
        assertThat(parity.get("federated").get("maxAbs").doubleValue()).isLessThan(1e-5);
        assertThat(parity.get("federated").get("n").intValue()).isEqualTo(300);
        try (TorchModule module = new TorchModule(Toy.GRAPH, WEIGHTS)) {
            float[] logits = module.logits(Toy.data(300).get("inputs").floats());
            for (int i : new int[] {0, 255, 256, 299}) {
                assertThat(scores.get("federated").get(i).doubleValue())
                        .isCloseTo(1 / (1 + Math.exp(-logits[i])), within(1e-6));
            }
        }
    }

    @Test
    void seesWhenTheOnnxModelIsAnother() throws IOException {
        Path folder = add("other", WEIGHTS);
        Files.write(
                folder.resolve("model.onnx"),
                OnnxWriter.write(Toy.GRAPH, Initialisation.kaiming(Toy.GRAPH, 7)));
        evaluate();

        JsonNode parity = TaskJson.MAPPER.readTree(output.resolve("parity.json").toFile());
        assertThat(parity.get("other").get("maxAbs").doubleValue()).isGreaterThan(1e-3);
    }

    @Test
    void aDamagedModelIsRefusedAndNothingIsWritten() throws IOException {
        Path folder = add("other", WEIGHTS);
        Files.write(folder.resolve("model.onnx"), new byte[] {1, 2, 3});

        assertThatThrownBy(this::evaluate).isInstanceOf(ComputeException.class);
        assertThat(output).isEmptyDirectory();
    }
}
