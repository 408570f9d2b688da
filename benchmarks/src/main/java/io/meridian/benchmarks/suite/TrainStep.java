package io.meridian.benchmarks.suite;

import io.meridian.benchmarks.harness.Benchmark;
import io.meridian.benchmarks.harness.Case;
import io.meridian.benchmarks.harness.Figure;
import io.meridian.benchmarks.harness.Peer;
import io.meridian.benchmarks.harness.PythonSide;
import io.meridian.benchmarks.harness.Resources;
import io.meridian.benchmarks.harness.Setting;
import io.meridian.benchmarks.harness.Side;
import io.meridian.benchmarks.harness.Trial;
import io.meridian.model.Graph;
import io.meridian.model.Networks;
import io.meridian.model.Shape;
import io.meridian.model.weights.Initialisation;
import io.meridian.model.weights.Tensor;
import io.meridian.model.weights.Weights;
import io.meridian.runtime.libtorch.Torch;
import io.meridian.runtime.worker.Progress;
import io.meridian.runtime.worker.Task;
import io.meridian.runtime.worker.TaskHandler;
import io.meridian.training.TrainTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One epoch of local training as a worker does it, from files to new weights in memory, told per
 * step; one thread on both sides.
 */
final class TrainStep implements Benchmark {
    private static final int BATCH = 64;
    private static final int SIDE = 28;
    private static final int WIDTH = 16;
    private static final String SPEC =
            """
            {"local": {"epochs": 1, "batchSize": %d, "optimizer": "adamw", "learningRate": 0.002, "weightDecay": 0.01}}
            """
                    .formatted(BATCH);

    @Override
    public String name() {
        return "train-step";
    }

    @Override
    public String summary() {
        return "trains small-resnet (28x28, batches of 64) with AdamW on one thread";
    }

    @Override
    public Peer peer(Setting setting) {
        Peer safetensors = setting.programs().pythonPackage("safetensors");
        return safetensors instanceof Peer.Missing
                ? safetensors
                : setting.programs().pythonPackage("torch");
    }

    @Override
    public Trial open(Setting setting) throws IOException {
        int steps = setting.pick(60, 2);
        Path input = Files.createDirectories(setting.work().resolve("input"));
        Path output = Files.createDirectories(setting.work().resolve("output"));
        Graph graph = Networks.smallResidual(Shape.of(1, SIDE, SIDE), WIDTH, 3, 1);
        Files.write(input.resolve("graph.json"), graph.toJson());
        Initialisation.kaiming(graph, 1).write(input.resolve("base.safetensors"));
        examples(BATCH * steps).write(input.resolve("data.safetensors"));
        Torch.useThreads(1);
        var task =
                new Task(
                        "train-step",
                        "train",
                        SPEC.getBytes(StandardCharsets.UTF_8),
                        input,
                        output);
        Side ours =
                () -> {
                    Map<String, Double> figures = new TrainTask().run(task, new Silent());
                    return figures.getOrDefault("seconds", Double.NaN);
                };
        var resources = new Resources();
        Side peer =
                resources.add(
                        new PythonSide(
                                setting,
                                TrainStep.class,
                                "train_step.py",
                                List.of(
                                        input.toString(),
                                        String.valueOf(WIDTH),
                                        String.valueOf(BATCH))));
        var one =
                new Case(
                        "%d steps".formatted(steps),
                        ours,
                        peer,
                        List.of(
                                Figure.millisEach("step", steps),
                                Figure.rate("images", (double) BATCH * steps)));
        return new Trial(List.of(one), List.of("LibTorch " + libTorch()), resources);
    }

    private static String libTorch() {
        return Torch.capabilities(List.of()).version() + ", Bytedeco's build";
    }

    private static Weights examples(int count) {
        Random random = new Random(5);
        float[] inputs = new float[count * SIDE * SIDE];
        long[] labels = new long[count];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < count; i++) {
            labels[i] = i % 2;
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put(
                "inputs",
                Tensor.floats(List.of((long) count, 1L, (long) SIDE, (long) SIDE), inputs));
        tensors.put("labels", Tensor.longs(List.of((long) count), labels));
        return new Weights(tensors);
    }

    private static final class Silent implements TaskHandler.Reporter {
        @Override
        public void progress(Progress progress) {}

        @Override
        public void checkpoint() {}
    }
}
