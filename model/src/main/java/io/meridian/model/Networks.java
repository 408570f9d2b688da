package io.meridian.model;

import io.meridian.model.Operation.Add;
import io.meridian.model.Operation.BatchNorm2d;
import io.meridian.model.Operation.Conv2d;
import io.meridian.model.Operation.Flatten;
import io.meridian.model.Operation.GlobalAvgPool;
import io.meridian.model.Operation.Linear;
import io.meridian.model.Operation.Relu;
import java.util.ArrayList;
import java.util.List;

/** Ready networks, built as graphs. */
public final class Networks {
    /** A small residual network for grey or colour images of about 28 to 64 pixels. */
    public static final String SMALL_RESNET = "small-resnet";

    private Networks() {}

    /**
     * Builds what a job asks for.
     *
     * @param input channels × height × width, as the job's preprocessing yields it
     * @param outputs logits: 1 for a binary task, else one for each class
     */
    public static Graph build(NetworkSpec spec, Shape input, int outputs) {
        return smallResidual(input, spec.width(), spec.blocks(), outputs);
    }

    /**
     * A stem convolution, then {@code blocks} residual blocks (He et al. 2016, basic block) with
     * {@code width}, 2·{@code width}, 4·{@code width}… channels, the mean over the image and one
     * linear layer. Nodes are named as in torchvision's ResNet: {@code conv1}, {@code
     * layer1.0.conv1}, {@code layer2.0.downsample.0}, {@code fc}.
     */
    public static Graph smallResidual(Shape input, int width, int blocks, int outputs) {
        if (input.rank() != 3) {
            throw new IllegalArgumentException(
                    "input must be channels × height × width, not " + input);
        }
        Builder builder = new Builder();
        builder.conv("conv1", Graph.INPUT, input.at(0), width, 3, 1);
        builder.norm("bn1", width);
        String last = builder.relu("relu");
        int channels = width;
        for (int stage = 1; stage <= blocks; stage++) {
            int wider = stage == 1 ? width : 2 * channels;
            last = builder.block("layer%d.0".formatted(stage), last, channels, wider, stage > 1);
            channels = wider;
        }
        builder.add("avgpool", new GlobalAvgPool(), last);
        builder.add("flatten", new Flatten(), "avgpool");
        builder.add("fc", new Linear(channels, outputs, true), "flatten");
        return new Graph(SMALL_RESNET, input, builder.nodes);
    }

    private static final class Builder {
        private final List<Node> nodes = new ArrayList<>();

        String add(String name, Operation operation, String... inputs) {
            nodes.add(new Node(name, operation, List.of(inputs)));
            return name;
        }

        String conv(String name, String from, int in, int out, int kernel, int stride) {
            return add(name, new Conv2d(in, out, kernel, stride, kernel / 2, 1, false), from);
        }

        String norm(String name, int channels) {
            return add(name, new BatchNorm2d(channels, 1e-5, 0.1), nodes.getLast().name());
        }

        String relu(String name) {
            return add(name, new Relu(), nodes.getLast().name());
        }

        String block(String name, String from, int in, int out, boolean halve) {
            int stride = halve ? 2 : 1;
            String shortcut = from;
            if (halve) {
                conv(name + ".downsample.0", from, in, out, 1, stride);
                shortcut = norm(name + ".downsample.1", out);
            }
            conv(name + ".conv1", from, in, out, 3, stride);
            norm(name + ".bn1", out);
            relu(name + ".relu1");
            conv(name + ".conv2", name + ".relu1", out, out, 3, 1);
            norm(name + ".bn2", out);
            add(name + ".add", new Add(), name + ".bn2", shortcut);
            return relu(name + ".relu2");
        }
    }
}
