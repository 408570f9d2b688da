package io.meridian.federation.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.meridian.model.weights.SafetensorsFile;
import io.meridian.model.weights.Tensor;
import io.meridian.model.weights.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UpdateCheckTests {
    @TempDir private Path folder;

    private static final Map<String, Tensor> BASE =
            Map.of(
                    "w", Tensor.floats(List.of(2L, 2L), 1, 2, 3, 4),
                    "n", Tensor.longs(List.of(), 7));

    private Inspection inspect(Map<String, Tensor> update, double bound) throws IOException {
        Path base = folder.resolve("base");
        Path file = folder.resolve("update");
        new Weights(BASE).write(base);
        new Weights(update).write(file);
        try (SafetensorsFile from = SafetensorsFile.open(base);
                SafetensorsFile to = SafetensorsFile.open(file)) {
            return new UpdateCheck(8).inspect(UpdateSource.of(from), UpdateSource.of(to), bound);
        }
    }

    private static Map<String, Tensor> with(String name, Tensor tensor) {
        Map<String, Tensor> changed = new LinkedHashMap<>(BASE);
        changed.put(name, tensor);
        return changed;
    }

    @Test
    void measuresTheDistanceFromTheBase() throws IOException {
        Inspection sound = inspect(with("w", Tensor.floats(List.of(2L, 2L), 1, 5, 3, 8)), 5.0001);

        assertThat(((Inspection.Sound) sound).norm()).isCloseTo(5, Offset.offset(1e-12));
    }

    @Test
    void refusesWhatMovesTooFar() throws IOException {
        assertThat(inspect(with("w", Tensor.floats(List.of(2L, 2L), 1, 5, 3, 8)), 4.9))
                .isEqualTo(new Inspection.Unsound(new Refusal.NormExceeded(5, 4.9)));
    }

    @Test
    void refusesNumbersThatAreNotFinite() throws IOException {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            assertThat(
                            inspect(
                                    with("w", Tensor.floats(List.of(2L, 2L), 1, 2, 3, bad)),
                                    Double.POSITIVE_INFINITY))
                    .isEqualTo(new Inspection.Unsound(new Refusal.NotFinite("w")));
        }
    }

    @Test
    void refusesAnotherShapeTypeOrSetOfTensors() throws IOException {
        Map<String, Tensor> fewer = new LinkedHashMap<>(BASE);
        fewer.remove("n");

        assertThat(inspect(with("w", Tensor.floats(List.of(4L), 1, 2, 3, 4)), 9))
                .isEqualTo(new Inspection.Unsound(new Refusal.WrongShape("w", "[4]", "[2, 2]")));
        assertThat(inspect(with("n", Tensor.floats(List.of(), 7)), 9))
                .isEqualTo(new Inspection.Unsound(new Refusal.WrongType("n", "F32", "I64")));
        assertThat(inspect(with("x", Tensor.floats(List.of(), 7)), 9))
                .isEqualTo(new Inspection.Unsound(new Refusal.UnknownTensor("x")));
        assertThat(inspect(fewer, 9))
                .isEqualTo(new Inspection.Unsound(new Refusal.MissingTensor("n")));
    }
}
