package io.meridian.runtime.libtorch;

import io.meridian.model.Graph;
import io.meridian.model.Node;
import io.meridian.model.Operation;
import io.meridian.model.Parameter;
import io.meridian.model.weights.Weights;
import io.meridian.runtime.ComputeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A graph with its weights on LibTorch. Owns its parameters and buffers until closed; what {@link
 * #forward} yields belongs to the caller's {@link PointerScope}. Not thread-safe.
 */
public final class TorchModule implements AutoCloseable {
    /** Whether batch normalisation uses the batch's statistics, and learns them, or the stored. */
    public enum Mode {
        TRAIN,
        EVALUATE
    }

    private static final int SCORING_BATCH = 64;

    private final Graph graph;
    private final List<Pointer> owned = new ArrayList<>();
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Map<String, TensorOptional> optionals = new HashMap<>();
    private final TensorOptional none;
    private final Step[] steps;
    private final int values;

    /** One node: which values it reads and which it may overwrite. */
    private record Step(Node node, int first, int second, boolean inPlace) {}

    /** Builds the module; the weights must fit the graph. */
    public TorchModule(Graph graph, Weights weights) {
        weights.requireFit(graph);
        this.graph = graph;
        this.steps = steps(graph).toArray(Step[]::new);
        this.values = graph.nodes().size() + 1;
        try (PointerScope _ = new PointerScope()) {
            none = own(new TensorOptional());
            for (Parameter parameter : graph.parameters()) {
                Tensor tensor = own(load(parameter, weights));
                tensors.put(parameter.name(), tensor);
                optionals.put(parameter.name(), own(new TensorOptional(tensor)));
            }
        }
    }

    /** Keeps native memory beyond the scope in which it was made. */
    private <P extends Pointer> P own(P pointer) {
        pointer.retainReference();
        owned.add(pointer);
        return pointer;
    }

    private static Tensor load(Parameter parameter, Weights weights) {
        float[] numbers = weights.get(parameter.name()).floats();
        long[] sizes = parameter.shape().dimensions().stream().mapToLong(i -> i).toArray();
        Tensor tensor = Tensor.create(numbers, sizes);
        tensor.set_requires_grad(parameter.role().trainable());
        return tensor;
    }

    private static List<Step> steps(Graph graph) {
        Map<String, Integer> slots = new HashMap<>();
        Map<String, Integer> uses = new HashMap<>();
        Map<String, Operation> operations = new HashMap<>();
        slots.put(Graph.INPUT, 0);
        for (Node node : graph.nodes()) {
            node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum));
            operations.put(node.name(), node.operation());
        }
        List<Step> steps = new ArrayList<>();
        for (Node node : graph.nodes()) {
            String input = node.inputs().getFirst();
            // Rectifying in place is safe where nothing else reads the value and where the producer
            // does not need its own result to differentiate.
            boolean inPlace =
                    node.operation() instanceof Operation.Relu
                            && uses.getOrDefault(input, 0) == 1
                            && switch (operations.get(input)) {
                                case Operation.Conv2d _,
                                        Operation.BatchNorm2d _,
                                        Operation.Add _,
                                        Operation.Linear _ ->
                                        true;
                                case null, default -> false;
                            };
            steps.add(
                    new Step(
                            node,
                            slots.getOrDefault(input, 0),
                            slots.getOrDefault(node.inputs().getLast(), 0),
                            inPlace));
            slots.put(node.name(), steps.size());
        }
        return steps;
    }

    public Graph graph() {
        return graph;
    }

    /** The tensors that training moves, in the graph's order; owned by this module. */
    public List<Tensor> trainable() {
        return graph.parameters().stream()
                .filter(parameter -> parameter.role().trainable())
                .map(parameter -> tensor(parameter.name()))
                .toList();
    }

    /** The same, as LibTorch wants it; owned by the caller's scope. */
    public TensorVector trainableVector() {
        return new TensorVector(trainable().toArray(Tensor[]::new));
    }

    /** The logits [batch, outputs] of a batch of inputs. */
    public Tensor forward(Tensor batch, Mode mode) {
        Tensor[] value = new Tensor[values];
        value[0] = batch;
        for (int i = 0; i < steps.length; i++) {
            Step step = steps[i];
            value[i + 1] = apply(step, value[step.first], value[step.second], mode);
        }
        return value[steps.length];
    }

    private Tensor apply(Step step, Tensor first, Tensor second, Mode mode) {
        String name = step.node.name();
        return switch (step.node.operation()) {
            case Operation.Conv2d conv ->
                    torch.conv2d(
                            first,
                            tensor(name + ".weight"),
                            conv.bias() ? optional(name + ".bias") : none,
                            new long[] {conv.stride(), conv.stride()},
                            new long[] {conv.padding(), conv.padding()},
                            new long[] {1, 1},
                            conv.groups());
            case Operation.BatchNorm2d norm ->
                    torch.batch_norm(
                            first,
                            optional(name + ".weight"),
                            optional(name + ".bias"),
                            optional(name + ".running_mean"),
                            optional(name + ".running_var"),
                            mode == Mode.TRAIN,
                            norm.momentum(),
                            norm.epsilon(),
                            false);
            case Operation.Relu _ -> step.inPlace ? torch.relu_(first) : torch.relu(first);
            case Operation.Add _ -> torch.add(first, second);
            case Operation.MaxPool2d pool ->
                    torch.max_pool2d(
                            first,
                            new long[] {pool.kernel(), pool.kernel()},
                            new long[] {pool.stride(), pool.stride()},
                            new long[] {pool.padding(), pool.padding()},
                            new long[] {1, 1},
                            false);
            case Operation.GlobalAvgPool _ -> torch.adaptive_avg_pool2d(first, 1, 1);
            case Operation.Flatten _ -> torch.flatten(first, 1, -1);
            case Operation.Linear linear ->
                    torch.linear(
                            first,
                            tensor(name + ".weight"),
                            linear.bias() ? optional(name + ".bias") : none);
        };
    }

    private Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalStateException("the module has no tensor " + name);
        }
        return tensor;
    }

    private TensorOptional optional(String name) {
        TensorOptional tensor = optionals.get(name);
        if (tensor == null) {
            throw new IllegalStateException("the module has no tensor " + name);
        }
        return tensor;
    }

    /**
     * The logits of many examples, in batches, as inference gives them.
     *
     * @param examples one after another
     */
    public float[] logits(float[] examples) {
        int size = Math.toIntExact(graph.input().elements());
        int outputs = Math.toIntExact(graph.output().elements());
        if (examples.length % size != 0) {
            throw new IllegalArgumentException(
                    "whole examples of %d numbers are needed, not %d"
                            .formatted(size, examples.length));
        }
        int count = examples.length / size;
        float[] logits = new float[count * outputs];
        try (NoGradGuard _ = new NoGradGuard();
                FloatPointer buffer = new FloatPointer((long) SCORING_BATCH * size)) {
            for (int from = 0; from < count; from += SCORING_BATCH) {
                int batch = Math.min(SCORING_BATCH, count - from);
                try (PointerScope _ = new PointerScope()) {
                    buffer.position(0).put(examples, from * size, batch * size);
                    Tensor output = forward(batch(buffer, batch), Mode.EVALUATE).contiguous();
                    output.data_ptr_float().get(logits, from * outputs, batch * outputs);
                }
            }
        }
        return logits;
    }

    /** A batch that reads {@code buffer} without copying; keep the buffer until it is used. */
    public Tensor batch(FloatPointer buffer, int examples) {
        long[] sizes = new long[graph.input().rank() + 1];
        sizes[0] = examples;
        for (int i = 0; i < graph.input().rank(); i++) {
            sizes[i + 1] = graph.input().at(i);
        }
        return torch.from_blob(buffer, sizes);
    }

    /** A copy of the parameters and buffers, under torchvision's names, in the graph's order. */
    public Weights weights() {
        Map<String, io.meridian.model.weights.Tensor> copy = new LinkedHashMap<>();
        for (Parameter parameter : graph.parameters()) {
            try (PointerScope _ = new PointerScope()) {
                float[] numbers = new float[Math.toIntExact(parameter.shape().elements())];
                tensor(parameter.name()).contiguous().data_ptr_float().get(numbers);
                for (float number : numbers) {
                    if (!Float.isFinite(number)) {
                        throw new ComputeException(
                                "tensor %s holds a number that is not finite"
                                        .formatted(parameter.name()));
                    }
                }
                List<Long> shape =
                        parameter.shape().dimensions().stream().map(Integer::longValue).toList();
                copy.put(parameter.name(), io.meridian.model.weights.Tensor.floats(shape, numbers));
            }
        }
        return new Weights(copy);
    }

    @Override
    public void close() {
        owned.forEach(Pointer::releaseReference);
        owned.clear();
    }
}
