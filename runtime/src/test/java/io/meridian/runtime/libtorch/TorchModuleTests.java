package io.meridian.runtime.libtorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.model.Graph;
import io.meridian.model.Networks;
import io.meridian.model.Node;
import io.meridian.model.Operation;
import io.meridian.model.Parameter;
import io.meridian.model.Shape;
import io.meridian.model.onnx.OnnxWriter;
import io.meridian.model.packaging.Parity;
import io.meridian.model.packaging.ParityPolicy;
import io.meridian.model.weights.Initialisation;
import io.meridian.model.weights.Tensor;
import io.meridian.model.weights.Weights;
import io.meridian.model.weights.WeightsException;
import io.meridian.runtime.onnx.OnnxSession;
import io.meridian.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchModuleTests {
    private static final Graph RESIDUAL = Networks.smallResidual(Shape.of(1, 28, 28), 8, 3, 1);

    /** Every operation and attribute that the residual network leaves out. */
    private static final Graph OTHER =
            new Graph(
                    "other",
                    Shape.of(4, 9, 7),
                    List.of(
                            node("conv", new Operation.Conv2d(4, 6, 3, 2, 1, 2, true), "input"),
                            node("pool", new Operation.MaxPool2d(3, 1, 1), "conv"),
                            node("relu", new Operation.Relu(), "pool"),
                            node("twice", new Operation.Add(), "relu", "pool"),
                            node("flat", new Operation.Flatten(), "twice"),
                            node("fc", new Operation.Linear(6 * 5 * 4, 3, false), "flat")));

    private static Node node(String name, Operation operation, String... inputs) {
        return new Node(name, operation, List.of(inputs));
    }

    @BeforeAll
    static void oneThread() {
        Torch.useThreads(1);
    }

    @Test
    void agreesWithOnnxRuntime() {
        for (Graph graph : List.of(RESIDUAL, OTHER)) {
            Weights weights = trained(graph);
            float[] inputs = random(graph, 300);
            try (TorchModule module = new TorchModule(graph, weights);
                    OnnxSession session = OnnxSession.open(OnnxWriter.write(graph, weights), 1)) {
                float[] reference = module.logits(inputs);
                Parity parity = Parity.of(reference, session.run(inputs), 300);

                assertThat(session.input()).isEqualTo(graph.input());
                assertThat(session.outputs()).isEqualTo((int) graph.output().elements());
                assertThat(ParityPolicy.FLOAT32.permits(parity)).as("%s", parity).isTrue();
                assertThat(spread(reference)).isGreaterThan(0.01f);
            }
        }
    }

    @Test
    void agreesWithTheReferenceEvaluatorOfOnnx(@TempDir Path folder)
            throws IOException, InterruptedException {
        Weights weights = trained(RESIDUAL);
        float[] inputs = random(RESIDUAL, 4);
        Path model = folder.resolve("model.onnx");
        Path data = folder.resolve("data.safetensors");
        Files.write(model, OnnxWriter.write(RESIDUAL, weights));
        try (TorchModule module = new TorchModule(RESIDUAL, weights)) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            tensors.put("inputs", Tensor.floats(List.of(4L, 1L, 28L, 28L), inputs));
            tensors.put("logits", Tensor.floats(List.of(4L, 1L), module.logits(inputs)));
            new Weights(tensors).write(data);
        }

        String printed =
                Peers.runPython(
                        List.of("onnx.reference", "safetensors.numpy", "numpy"),
                        """
                        import sys, numpy, onnx.reference
                        from safetensors.numpy import load_file
                        t = load_file(sys.argv[2])
                        out, = onnx.reference.ReferenceEvaluator(sys.argv[1]).run(None, {'input': t['inputs']})
                        difference = float(numpy.abs(out - t['logits']).max())
                        assert difference < 1e-5, difference
                        print('agrees', difference)
                        """,
                        model,
                        data);

        assertThat(printed).contains("agrees");
    }

    @Test
    void agreesWithPyTorchReadingTheSameWeights(@TempDir Path folder)
            throws IOException, InterruptedException {
        Weights weights = trained(RESIDUAL);
        float[] inputs = random(RESIDUAL, 4);
        Path file = folder.resolve("weights.safetensors");
        Path data = folder.resolve("data.safetensors");
        weights.write(file);
        try (TorchModule module = new TorchModule(RESIDUAL, weights)) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            tensors.put("inputs", Tensor.floats(List.of(4L, 1L, 28L, 28L), inputs));
            tensors.put("logits", Tensor.floats(List.of(4L, 1L), module.logits(inputs)));
            new Weights(tensors).write(data);
        }

        String printed =
                Peers.runPython(
                        List.of("torch", "safetensors.torch"),
                        """
                        import sys, torch
                        from torch import nn
                        from safetensors.torch import load_file
                        class Block(nn.Module):
                            def __init__(self, i, o):
                                super().__init__()
                                s = 1 if i == o else 2
                                self.conv1 = nn.Conv2d(i, o, 3, s, 1, bias=False)
                                self.bn1 = nn.BatchNorm2d(o)
                                self.conv2 = nn.Conv2d(o, o, 3, 1, 1, bias=False)
                                self.bn2 = nn.BatchNorm2d(o)
                                self.downsample = None if i == o else nn.Sequential(nn.Conv2d(i, o, 1, s, bias=False), nn.BatchNorm2d(o))
                            def forward(self, x):
                                y = self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))
                                return torch.relu(y + (x if self.downsample is None else self.downsample(x)))
                        class Net(nn.Module):
                            def __init__(self):
                                super().__init__()
                                self.conv1 = nn.Conv2d(1, 8, 3, 1, 1, bias=False)
                                self.bn1 = nn.BatchNorm2d(8)
                                self.layer1 = nn.Sequential(Block(8, 8))
                                self.layer2 = nn.Sequential(Block(8, 16))
                                self.layer3 = nn.Sequential(Block(16, 32))
                                self.fc = nn.Linear(32, 1)
                            def forward(self, x):
                                x = self.layer3(self.layer2(self.layer1(torch.relu(self.bn1(self.conv1(x))))))
                                return self.fc(x.mean((2, 3)))
                        net = Net().eval()
                        missing, unexpected = net.load_state_dict(load_file(sys.argv[1]), strict=False)
                        assert not unexpected and all(m.endswith('num_batches_tracked') for m in missing), (missing, unexpected)
                        t = load_file(sys.argv[2])
                        with torch.no_grad():
                            difference = float((net(t['inputs']) - t['logits']).abs().max())
                        assert difference < 1e-5, difference
                        print('agrees', difference)
                        """,
                        file,
                        data);

        assertThat(printed).contains("agrees");
    }

    @Test
    void givesBackTheWeightsItWasGiven() {
        Weights weights = trained(RESIDUAL);
        try (TorchModule module = new TorchModule(RESIDUAL, weights)) {
            assertThat(module.weights().toBytes()).isEqualTo(weights.toBytes());
        }
    }

    @Test
    void learnsStatisticsWhenTrainingAndOnlyThen() {
        Weights weights = Initialisation.kaiming(RESIDUAL, 1);
        float[] inputs = random(RESIDUAL, 8);
        try (TorchModule module = new TorchModule(RESIDUAL, weights);
                FloatPointer buffer = new FloatPointer(inputs);
                PointerScope _ = new PointerScope()) {
            module.forward(module.batch(buffer, 8), TorchModule.Mode.EVALUATE);
            assertThat(module.weights().toBytes()).isEqualTo(weights.toBytes());

            module.forward(module.batch(buffer, 8), TorchModule.Mode.TRAIN);
            Weights after = module.weights();
            assertThat(after.get("bn1.running_mean").floats())
                    .isNotEqualTo(weights.get("bn1.running_mean").floats());
            assertThat(after.get("conv1.weight").floats())
                    .isEqualTo(weights.get("conv1.weight").floats());
        }
    }

    @Test
    void refusesWeightsOfAnotherNetwork() {
        Weights other = Initialisation.kaiming(OTHER, 1);

        assertThatThrownBy(() -> new TorchModule(RESIDUAL, other))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("conv1.weight is missing");
    }

    @Test
    void tellsWhatItIs() {
        var capabilities = Torch.capabilities(List.of("train"));

        assertThat(capabilities.runtime()).isEqualTo("libtorch");
        assertThat(capabilities.version()).startsWith("2.");
        assertThat(capabilities.threads()).isEqualTo(1);
    }

    /** Initial weights, with statistics and shifts such as training leaves behind. */
    private static Weights trained(Graph graph) {
        Random random = new Random(3);
        Weights initial = Initialisation.kaiming(graph, 3);
        Map<String, Tensor> tensors = new LinkedHashMap<>(initial.tensors());
        for (Parameter parameter : graph.parameters()) {
            Tensor tensor = initial.get(parameter.name());
            float[] values = tensor.floats();
            for (int i = 0; i < values.length; i++) {
                values[i] +=
                        switch (parameter.role()) {
                            case WEIGHT -> 0;
                            case RUNNING_VARIANCE -> random.nextFloat();
                            case BIAS, SCALE, SHIFT, RUNNING_MEAN ->
                                    0.2f * (float) random.nextGaussian();
                        };
            }
            tensors.put(parameter.name(), Tensor.floats(tensor.shape(), values));
        }
        return new Weights(tensors);
    }

    private static float[] random(Graph graph, int count) {
        Random random = new Random(4);
        float[] values = new float[count * (int) graph.input().elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static float spread(float[] values) {
        float low = values[0];
        float high = values[0];
        for (float value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return high - low;
    }
}
