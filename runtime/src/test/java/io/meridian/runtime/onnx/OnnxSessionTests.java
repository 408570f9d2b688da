package io.meridian.runtime.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meridian.model.Graph;
import io.meridian.model.Networks;
import io.meridian.model.Shape;
import io.meridian.model.onnx.OnnxWriter;
import io.meridian.model.weights.Initialisation;
import io.meridian.runtime.ComputeException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OnnxSessionTests {
    private static final Graph GRAPH = Networks.smallResidual(Shape.of(1, 8, 8), 4, 1, 1);
    private static final byte[] MODEL = OnnxWriter.write(GRAPH, Initialisation.kaiming(GRAPH, 1));

    @Test
    void runsBatchesOfAnySizeWithTheSameResult() {
        float[] three = new float[3 * 64];
        for (int i = 0; i < three.length; i++) {
            three[i] = i % 7;
        }
        try (OnnxSession session = OnnxSession.open(MODEL, 1)) {
            float[] together = session.run(three);
            float[] last = session.run(Arrays.copyOfRange(three, 128, 192));

            assertThat(together).hasSize(3);
            assertThat(last[0]).isEqualTo(together[2]);
            assertThatThrownBy(() -> session.run(new float[65]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("whole examples of 64");
        }
    }

    @Test
    void refusesDamagedModelsWithoutHarm() {
        Random random = new Random(11);
        for (int i = 0; i < 40; i++) {
            byte[] bad = Arrays.copyOf(MODEL, random.nextInt(MODEL.length));
            assertThatThrownBy(() -> OnnxSession.open(bad, 1).close())
                    .isInstanceOf(ComputeException.class);
        }
        assertThatThrownBy(() -> OnnxSession.open(Path.of("no-such.onnx"), 1).close())
                .isInstanceOf(ComputeException.class)
                .hasMessageContaining("refuses the model");
    }
}
