package io.meridian.training;

import io.meridian.model.Graph;
import io.meridian.model.weights.Weights;
import io.meridian.runtime.libtorch.TorchModule;
import io.meridian.runtime.worker.Task;
import io.meridian.runtime.worker.TaskHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains from a base on a site's examples. Reads {@code graph.json}, {@code base.safetensors} and
 * {@code data.safetensors}; writes {@code metrics.json} and then {@code update.safetensors}, the
 * full new weights with buffers.
 */
public final class TrainTask implements TaskHandler {
    static final String GRAPH = "graph.json";
    static final String BASE = "base.safetensors";
    static final String DATA = "data.safetensors";
    static final String UPDATE = "update.safetensors";
    static final String METRICS = "metrics.json";

    @Override
    public String kind() {
        return "train";
    }

    @Override
    public Map<String, Double> run(Task task, Reporter reporter) throws IOException {
        long begin = System.nanoTime();
        TrainSpec spec = TrainSpec.parse(task.spec());
        Graph graph = Graph.parse(Files.readAllBytes(task.input().resolve(GRAPH)));
        Weights base = Weights.read(task.input().resolve(BASE));
        try (Examples examples = Examples.labelled(task.input().resolve(DATA), graph.input());
                TorchModule module = new TorchModule(graph, base)) {
            List<Double> losses = new Trainer(module, examples, spec, reporter).train();
            double seconds = (System.nanoTime() - begin) / 1e9;
            Map<String, Object> metrics = new LinkedHashMap<>();
            metrics.put("examples", examples.count());
            metrics.put("loss", losses);
            metrics.put("seconds", seconds);
            TaskJson.write(task.output().resolve(METRICS), metrics);
            module.weights().write(task.output().resolve(UPDATE));
            return Map.of(
                    "examples",
                    (double) examples.count(),
                    "loss",
                    losses.getLast(),
                    "seconds",
                    seconds);
        }
    }
}
