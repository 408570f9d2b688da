package io.meridian.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meridian.model.Graph;
import io.meridian.model.Networks;
import io.meridian.model.Shape;
import org.junit.jupiter.api.Test;

class InitialisationTests {
    private static final Graph GRAPH = Networks.smallResidual(Shape.of(1, 28, 28), 32, 3, 1);

    @Test
    void givesTheSameBytesForTheSameSeedAndOthersForAnother() {
        byte[] once = Initialisation.kaiming(GRAPH, 5).toBytes();

        assertThat(Initialisation.kaiming(GRAPH, 5).toBytes()).isEqualTo(once);
        assertThat(Initialisation.kaiming(GRAPH, 6).toBytes()).isNotEqualTo(once);
    }

    @Test
    void drawsConvolutionsWithVarianceTwoOverFanIn() {
        float[] values = Initialisation.kaiming(GRAPH, 5).get("layer3.0.conv2.weight").floats();
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }

        double expected = 2.0 / (128 * 9);
        assertThat(squares / values.length).isCloseTo(expected, within(0.02 * expected));
    }

    @Test
    void startsNormalisationAsTheIdentity() {
        Weights weights = Initialisation.kaiming(GRAPH, 5);

        assertThat(weights.get("bn1.weight").floats()).containsOnly(1);
        assertThat(weights.get("bn1.running_var").floats()).containsOnly(1);
        assertThat(weights.get("bn1.running_mean").floats()).containsOnly(0);
        assertThat(weights.get("fc.bias").floats()).containsOnly(0);
        weights.requireFit(GRAPH);
    }
}
