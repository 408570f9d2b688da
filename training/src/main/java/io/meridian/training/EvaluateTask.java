package io.meridian.training;

import io.meridian.model.Graph;
import io.meridian.model.packaging.ModelPackage;
import io.meridian.model.packaging.Parity;
import io.meridian.model.weights.Weights;
import io.meridian.runtime.libtorch.TorchModule;
import io.meridian.runtime.onnx.OnnxSession;
import io.meridian.runtime.worker.Progress;
import io.meridian.runtime.worker.Task;
import io.meridian.runtime.worker.TaskFailure;
import io.meridian.runtime.worker.TaskHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Scores models on examples. Reads {@code data.safetensors} and {@code
 * models/NAME/{graph.json,weights.safetensors,model.onnx}}; writes {@code scores.json} (for every
 * model the probability of the positive class, by LibTorch, in input order) and {@code parity.json}
 * (how far ONNX Runtime's logits differ on the same inputs).
 */
public final class EvaluateTask implements TaskHandler {
    static final String MODELS = "models";
    static final String SCORES = "scores.json";
    static final String PARITY = "parity.json";

    private static final int BATCH = 64;
    private static final int MAXIMUM_MODELS = 100;

    private final int threads;

    /** {@code threads}: for ONNX Runtime; LibTorch's are the process's. */
    public EvaluateTask(int threads) {
        this.threads = threads;
    }

    @Override
    public String kind() {
        return "evaluate";
    }

    @Override
    public Map<String, Double> run(Task task, Reporter reporter) throws IOException {
        long begin = System.nanoTime();
        List<Path> models = models(task.input().resolve(MODELS));
        Map<String, float[]> scores = new TreeMap<>();
        Map<String, Parity> parities = new TreeMap<>();
        double worst = 0;
        int examples = 0;
        for (int i = 0; i < models.size(); i++) {
            reporter.progress(new Progress((double) i / models.size(), Map.of()));
            Evaluation evaluation =
                    evaluate(models.get(i), task.input().resolve(TrainTask.DATA), reporter);
            String name = models.get(i).getFileName().toString();
            scores.put(name, evaluation.scores);
            parities.put(name, evaluation.parity);
            worst = Math.max(worst, evaluation.parity.maxAbs());
            examples = evaluation.scores.length;
        }
        TaskJson.write(task.output().resolve(PARITY), parities);
        TaskJson.write(task.output().resolve(SCORES), scores);
        return Map.of(
                "examples",
                (double) examples,
                "parityMaxAbs",
                worst,
                "seconds",
                (System.nanoTime() - begin) / 1e9);
    }

    private static List<Path> models(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> models = entries.filter(Files::isDirectory).sorted().toList();
            if (models.isEmpty() || models.size() > MAXIMUM_MODELS) {
                throw TaskFailure.invalid(
                        "an evaluation has 1 to %d models, not %d"
                                .formatted(MAXIMUM_MODELS, models.size()));
            }
            return models;
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Evaluation(float[] scores, Parity parity) {}

    private Evaluation evaluate(Path model, Path data, Reporter reporter) throws IOException {
        Graph graph = Graph.parse(Files.readAllBytes(model.resolve(ModelPackage.GRAPH)));
        if (graph.output().elements() != 1) {
            throw TaskFailure.invalid("a binary task's network has one logit");
        }
        Weights weights = Weights.read(model.resolve(ModelPackage.WEIGHTS));
        try (Examples examples = Examples.unlabelled(data, graph.input());
                TorchModule module = new TorchModule(graph, weights);
                OnnxSession session = OnnxSession.open(model.resolve(ModelPackage.ONNX), threads)) {
            if (!session.input().equals(graph.input()) || session.outputs() != 1) {
                throw TaskFailure.invalid(
                        "the ONNX model must be the graph's, it has other shapes");
            }
            int size = Math.toIntExact(graph.input().elements());
            float[] reference = new float[examples.count()];
            float[] other = new float[examples.count()];
            for (int from = 0; from < examples.count(); from += BATCH) {
                reporter.checkpoint();
                int count = Math.min(BATCH, examples.count() - from);
                float[] batch = new float[count * size];
                examples.read(from, count, batch);
                System.arraycopy(module.logits(batch), 0, reference, from, count);
                System.arraycopy(session.run(batch), 0, other, from, count);
            }
            Parity parity = Parity.of(reference, other, examples.count());
            return new Evaluation(probabilities(reference), parity);
        }
    }

    private static float[] probabilities(float[] logits) {
        float[] scores = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            if (!Float.isFinite(logits[i])) {
                throw TaskFailure.diverged("a model's logits must be finite numbers");
            }
            scores[i] = (float) (1 / (1 + Math.exp(-logits[i])));
        }
        return scores;
    }
}
