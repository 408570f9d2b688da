package io.meridian.model.packaging;

import io.meridian.model.Graph;
import io.meridian.model.onnx.OnnxWriter;
import io.meridian.model.preprocessing.Preprocessing;
import io.meridian.model.weights.Weights;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model ready to be packed: everything that inference needs, consistent by construction.
 *
 * @param weights fit the graph
 * @param preprocessing yields the graph's input
 */
public record ModelPackage(
        String name,
        Graph graph,
        Weights weights,
        Preprocessing preprocessing,
        Labels labels,
        ModelCard card) {
    public static final String GRAPH = "graph.json";
    public static final String WEIGHTS = "weights.safetensors";
    public static final String ONNX = "model.onnx";
    public static final String PREPROCESSING = "preprocessing.json";
    public static final String LABELS = "labels.json";
    public static final String CARD = "card.md";

    public ModelPackage {
        weights.requireFit(graph);
        if (!preprocessing.shape().equals(graph.input())) {
            throw new IllegalArgumentException(
                    "the preprocessing yields %s, the network reads %s"
                            .formatted(preprocessing.shape(), graph.input()));
        }
        if (graph.output().elements() != 1) {
            throw new IllegalArgumentException(
                    "a binary task has one logit, the network yields " + graph.output());
        }
    }

    /** The package's layers, in the order of the manifest. The ONNX form is written here. */
    public List<PackageFile> files() {
        return List.of(
                new PackageFile(GRAPH, ModelPack.WEIGHT_CONFIG, graph.toJson()),
                new PackageFile(WEIGHTS, ModelPack.WEIGHT, weights.toBytes()),
                new PackageFile(ONNX, ModelPack.WEIGHT, OnnxWriter.write(graph, weights)),
                new PackageFile(PREPROCESSING, ModelPack.WEIGHT_CONFIG, preprocessing.toJson()),
                new PackageFile(LABELS, ModelPack.WEIGHT_CONFIG, labels.toJson()),
                new PackageFile(
                        CARD,
                        ModelPack.DOCUMENT,
                        card.toMarkdown(graph, labels).getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The fields of the ModelPack configuration; the record's own ({@code kind}, {@code parents}…)
     * come beside them.
     *
     * @param created when, in RFC 3339
     * @param digests of the layers, in order
     */
    public Map<String, Object> config(String created, List<String> digests) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put(
                "descriptor", Map.of("name", name, "createdAt", created, "family", graph.name()));
        config.put("modelfs", Map.of("type", "layers", "diffIds", digests));
        config.put(
                "config",
                Map.of(
                        "architecture", "cnn",
                        "format", "onnx",
                        "precision", "float32",
                        "paramSize", Long.toString(graph.parameterCount())));
        return config;
    }
}
