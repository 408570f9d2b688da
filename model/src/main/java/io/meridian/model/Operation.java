package io.meridian.model;

import io.meridian.model.Parameter.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * What a node of a {@link Graph} computes. Images are channels × height × width; the batch
 * dimension is implied everywhere. Semantics are those of PyTorch's modules of the same names.
 */
public sealed interface Operation {
    /** The largest kernel, stride or padding accepted, in pixels. */
    int MAXIMUM_EXTENT = 64;

    /** The largest number of channels or features of one layer. */
    int MAXIMUM_CHANNELS = 65_536;

    /** How many inputs a node with this operation has. */
    default int arity() {
        return 1;
    }

    /** What it yields for these inputs; an {@link IllegalArgumentException} says why it cannot. */
    Shape infer(List<Shape> inputs);

    /** The tensors it needs, named relative to {@code node}. */
    default List<Parameter> parameters(String node) {
        return List.of();
    }

    /** Multiplications followed by an addition for one example with this output. */
    default long multiplyAdds(Shape output) {
        return 0;
    }

    /** A two-dimensional convolution with square kernel. */
    record Conv2d(
            int inChannels,
            int outChannels,
            int kernel,
            int stride,
            int padding,
            int groups,
            boolean bias)
            implements Operation {
        public Conv2d {
            require(inChannels, 1, MAXIMUM_CHANNELS, "inChannels");
            require(outChannels, 1, MAXIMUM_CHANNELS, "outChannels");
            require(kernel, 1, MAXIMUM_EXTENT, "kernel");
            require(stride, 1, MAXIMUM_EXTENT, "stride");
            require(padding, 0, MAXIMUM_EXTENT, "padding");
            require(groups, 1, inChannels, "groups");
            if (inChannels % groups != 0 || outChannels % groups != 0) {
                throw new IllegalArgumentException(
                        "groups must divide inChannels and outChannels; %d does not divide %d and %d"
                                .formatted(groups, inChannels, outChannels));
            }
        }

        @Override
        public Shape infer(List<Shape> inputs) {
            Shape image = image(inputs, inChannels);
            return Shape.of(
                    outChannels,
                    slide(image.at(1), kernel, stride, padding),
                    slide(image.at(2), kernel, stride, padding));
        }

        @Override
        public List<Parameter> parameters(String node) {
            int fanIn = inChannels / groups * kernel * kernel;
            Shape shape = Shape.of(outChannels, inChannels / groups, kernel, kernel);
            List<Parameter> parameters = new ArrayList<>();
            parameters.add(new Parameter(node + ".weight", shape, Role.WEIGHT, fanIn));
            if (bias) {
                parameters.add(
                        new Parameter(node + ".bias", Shape.of(outChannels), Role.BIAS, fanIn));
            }
            return parameters;
        }

        @Override
        public long multiplyAdds(Shape output) {
            return output.elements() * (inChannels / groups) * kernel * kernel;
        }
    }

    /** Batch normalisation over each channel; {@code momentum} as in PyTorch, weight of the new. */
    record BatchNorm2d(int channels, double epsilon, double momentum) implements Operation {
        public BatchNorm2d {
            require(channels, 1, MAXIMUM_CHANNELS, "channels");
            if (!(epsilon > 0 && epsilon <= 1)) {
                throw new IllegalArgumentException("epsilon must be in (0, 1], not " + epsilon);
            }
            if (!(momentum > 0 && momentum <= 1)) {
                throw new IllegalArgumentException("momentum must be in (0, 1], not " + momentum);
            }
        }

        @Override
        public Shape infer(List<Shape> inputs) {
            return image(inputs, channels);
        }

        @Override
        public List<Parameter> parameters(String node) {
            Shape shape = Shape.of(channels);
            return List.of(
                    new Parameter(node + ".weight", shape, Role.SCALE, 1),
                    new Parameter(node + ".bias", shape, Role.SHIFT, 1),
                    new Parameter(node + ".running_mean", shape, Role.RUNNING_MEAN, 1),
                    new Parameter(node + ".running_var", shape, Role.RUNNING_VARIANCE, 1));
        }

        @Override
        public long multiplyAdds(Shape output) {
            return output.elements();
        }
    }

    /** The larger of zero and the input. */
    record Relu() implements Operation {
        @Override
        public Shape infer(List<Shape> inputs) {
            return inputs.getFirst();
        }
    }

    /** The sum of two inputs of one shape. */
    record Add() implements Operation {
        @Override
        public int arity() {
            return 2;
        }

        @Override
        public Shape infer(List<Shape> inputs) {
            if (!inputs.getFirst().equals(inputs.getLast())) {
                throw new IllegalArgumentException(
                        "both inputs must have one shape, not %s and %s"
                                .formatted(inputs.getFirst(), inputs.getLast()));
            }
            return inputs.getFirst();
        }
    }

    /** The largest value under a sliding square window. */
    record MaxPool2d(int kernel, int stride, int padding) implements Operation {
        public MaxPool2d {
            require(kernel, 1, MAXIMUM_EXTENT, "kernel");
            require(stride, 1, MAXIMUM_EXTENT, "stride");
            require(padding, 0, kernel / 2, "padding");
        }

        @Override
        public Shape infer(List<Shape> inputs) {
            Shape image = image(inputs);
            return Shape.of(
                    image.at(0),
                    slide(image.at(1), kernel, stride, padding),
                    slide(image.at(2), kernel, stride, padding));
        }
    }

    /** The mean of each channel; height and width become 1. */
    record GlobalAvgPool() implements Operation {
        @Override
        public Shape infer(List<Shape> inputs) {
            return Shape.of(image(inputs).at(0), 1, 1);
        }
    }

    /** Everything but the batch in one dimension. */
    record Flatten() implements Operation {
        @Override
        public Shape infer(List<Shape> inputs) {
            return Shape.of(Math.toIntExact(inputs.getFirst().elements()));
        }
    }

    /** A fully connected layer. */
    record Linear(int inFeatures, int outFeatures, boolean bias) implements Operation {
        public Linear {
            require(inFeatures, 1, Integer.MAX_VALUE, "inFeatures");
            require(outFeatures, 1, MAXIMUM_CHANNELS, "outFeatures");
        }

        @Override
        public Shape infer(List<Shape> inputs) {
            if (!inputs.getFirst().equals(Shape.of(inFeatures))) {
                throw new IllegalArgumentException(
                        "input must be a vector of %d, not %s"
                                .formatted(inFeatures, inputs.getFirst()));
            }
            return Shape.of(outFeatures);
        }

        @Override
        public List<Parameter> parameters(String node) {
            List<Parameter> parameters = new ArrayList<>();
            Shape shape = Shape.of(outFeatures, inFeatures);
            parameters.add(new Parameter(node + ".weight", shape, Role.WEIGHT, inFeatures));
            if (bias) {
                Shape vector = Shape.of(outFeatures);
                parameters.add(new Parameter(node + ".bias", vector, Role.BIAS, inFeatures));
            }
            return parameters;
        }

        @Override
        public long multiplyAdds(Shape output) {
            return (long) inFeatures * outFeatures;
        }
    }

    private static void require(int value, int low, int high, String attribute) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(
                    "%s must be in [%d, %d], not %d".formatted(attribute, low, high, value));
        }
    }

    private static Shape image(List<Shape> inputs) {
        Shape shape = inputs.getFirst();
        if (shape.rank() != 3) {
            throw new IllegalArgumentException(
                    "input must be channels × height × width, not " + shape);
        }
        return shape;
    }

    private static Shape image(List<Shape> inputs, int channels) {
        Shape shape = image(inputs);
        if (shape.at(0) != channels) {
            throw new IllegalArgumentException(
                    "input must have %d channels, not %d".formatted(channels, shape.at(0)));
        }
        return shape;
    }

    private static int slide(int extent, int kernel, int stride, int padding) {
        int span = extent + 2 * padding - kernel;
        if (span < 0) {
            throw new IllegalArgumentException(
                    "the kernel of %d does not fit into %d with padding %d"
                            .formatted(kernel, extent, padding));
        }
        return span / stride + 1;
    }
}
