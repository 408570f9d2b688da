package io.meridian.training;

import io.meridian.model.Graph;
import io.meridian.model.Networks;
import io.meridian.model.Shape;
import io.meridian.model.weights.Initialisation;
import io.meridian.model.weights.Tensor;
import io.meridian.model.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A problem that any network can learn: is the bright half of a noisy image the left or the right.
 */
final class Toy {
    static final Graph GRAPH = Networks.smallResidual(Shape.of(1, 8, 8), 4, 1, 1);

    private Toy() {}

    /** Writes a training task's folder. */
    static void write(Path folder, int count) throws IOException {
        Files.write(folder.resolve(TrainTask.GRAPH), GRAPH.toJson());
        Initialisation.kaiming(GRAPH, 1).write(folder.resolve(TrainTask.BASE));
        data(count).write(folder.resolve(TrainTask.DATA));
    }

    static Weights data(int count) {
        Random random = new Random(9);
        float[] inputs = new float[count * 64];
        long[] labels = new long[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 2;
            for (int k = 0; k < 64; k++) {
                boolean right = k % 8 >= 4;
                inputs[i * 64 + k] =
                        (right == (labels[i] == 1) ? 1 : -1) + 0.3f * (float) random.nextGaussian();
            }
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("inputs", Tensor.floats(List.of((long) count, 1L, 8L, 8L), inputs));
        tensors.put("labels", Tensor.longs(List.of((long) count), labels));
        return new Weights(tensors);
    }
}
