package io.meridian.serving.server;

import io.meridian.model.Graph;
import io.meridian.model.Networks;
import io.meridian.model.Shape;
import io.meridian.model.onnx.OnnxWriter;
import io.meridian.model.packaging.Labels;
import io.meridian.model.packaging.ModelPackage;
import io.meridian.model.preprocessing.Preprocessing;
import io.meridian.model.weights.Initialisation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A package's folder with a small real network, whose weights come from a seed. */
public final class TinyPackage {
    public static final List<Integer> SHAPE = List.of(1, 8, 8);
    public static final int SIZE = 64;

    private TinyPackage() {}

    public static Path write(Path folder, long seed) throws IOException {
        Graph graph = Networks.smallResidual(Shape.of(1, 8, 8), 4, 1, 1);
        Files.createDirectories(folder);
        Files.write(
                folder.resolve(ModelPackage.ONNX),
                OnnxWriter.write(graph, Initialisation.kaiming(graph, seed)));
        Files.write(folder.resolve(ModelPackage.PREPROCESSING), Preprocessing.of(1, 8, 8).toJson());
        Files.write(folder.resolve(ModelPackage.LABELS), Labels.binary("pneumonia").toJson());
        return folder;
    }

    /** Made-up examples, one after another. */
    public static float[] examples(int count) {
        var random = new Random(3);
        var values = new float[count * SIZE];
        for (var i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
