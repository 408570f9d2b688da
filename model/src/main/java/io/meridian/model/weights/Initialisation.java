package io.meridian.model.weights;

import io.meridian.model.Graph;
import io.meridian.model.Parameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** How a network's weights start. Pure Java and seeded: the same seed gives the same bytes. */
public final class Initialisation {
    private static final String ALGORITHM = "L64X128MixRandom";

    private Initialisation() {}

    /**
     * Kaiming initialisation for rectified networks (He et al. 2015): convolutions and linear
     * layers normal with variance 2 / fan-in, biases 0, batch normalisation 1 and 0 with running
     * variance 1.
     */
    public static Weights kaiming(Graph graph, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of(ALGORITHM).create(seed);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Parameter parameter : graph.parameters()) {
            float[] values = new float[Math.toIntExact(parameter.shape().elements())];
            switch (parameter.role()) {
                case WEIGHT -> {
                    double deviation = Math.sqrt(2.0 / parameter.fanIn());
                    for (int i = 0; i < values.length; i++) {
                        values[i] = (float) (deviation * random.nextGaussian());
                    }
                }
                case SCALE, RUNNING_VARIANCE -> Arrays.fill(values, 1);
                case BIAS, SHIFT, RUNNING_MEAN -> {}
            }
            List<Long> shape =
                    parameter.shape().dimensions().stream().map(Integer::longValue).toList();
            tensors.put(parameter.name(), Tensor.floats(shape, values));
        }
        return new Weights(tensors);
    }
}
