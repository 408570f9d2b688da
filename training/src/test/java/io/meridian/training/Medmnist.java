package io.meridian.training;

import io.meridian.model.numpy.ByteArray;
import io.meridian.model.numpy.NpzFile;
import io.meridian.model.preprocessing.PixelImage;
import io.meridian.model.preprocessing.Preprocessing;
import io.meridian.model.weights.Tensor;
import io.meridian.model.weights.Weights;
import io.meridian.testing.Peers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Grey MedMNIST images as a worker's data, for tests. */
@SuppressWarnings("ArrayRecordComponent")
record Medmnist(float[][] inputs, long[] labels) {
    static final Preprocessing PREPROCESSING = Preprocessing.of(1, 28, 28);

    /** The file under the shared data folder; without it the test is skipped aloud. */
    static Path pneumonia() {
        return Peers.data("pneumoniamnist/pneumoniamnist.npz");
    }

    static Medmnist read(Path file, String split) throws IOException {
        try (NpzFile npz = NpzFile.open(file)) {
            ByteArray images = npz.bytes(split + "_images");
            ByteArray labels = npz.bytes(split + "_labels");
            float[][] inputs = new float[images.length()][];
            long[] classes = new long[images.length()];
            for (int i = 0; i < inputs.length; i++) {
                inputs[i] = PREPROCESSING.apply(PixelImage.grey8(28, 28, images.get(i)));
                classes[i] = labels.get(i)[0];
            }
            return new Medmnist(inputs, classes);
        }
    }

    Medmnist select(List<Integer> indices) {
        return new Medmnist(
                indices.stream().map(i -> inputs[i]).toArray(float[][]::new),
                indices.stream().mapToLong(i -> labels[i]).toArray());
    }

    void write(Path file) throws IOException {
        long count = inputs.length;
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("inputs", Tensor.floats(List.of(count, 1L, 28L, 28L), flat()));
        tensors.put("labels", Tensor.longs(List.of(count), labels));
        new Weights(tensors).write(file);
    }

    float[] flat() {
        float[] flat = new float[inputs.length * 784];
        for (int i = 0; i < inputs.length; i++) {
            System.arraycopy(inputs[i], 0, flat, i * 784, 784);
        }
        return flat;
    }

    /** The area under the ROC curve of scores for these labels; ties count half. */
    double auc(float[] scores) {
        double wins = 0;
        long pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (labels[i] == 1 && labels[j] == 0) {
                    pairs++;
                    wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }
        return wins / pairs;
    }
}
