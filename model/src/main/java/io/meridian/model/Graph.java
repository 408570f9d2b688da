package io.meridian.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A network as data: a typed list of operations, in the order in which they run. Shapes are
 * inferred when the graph is made, so that a graph which exists can run; a {@link GraphException}
 * names the node that cannot. The last node's value is the output.
 *
 * @param name what kind of network it is, for people
 * @param input the shape of one example: channels × height × width
 */
public record Graph(String name, Shape input, List<Node> nodes) {
    /** The name under which nodes refer to the graph's input. */
    public static final String INPUT = "input";

    /** The most nodes accepted. */
    public static final int MAXIMUM_NODES = 10_000;

    /** The most values one activation of one example may have. */
    public static final long MAXIMUM_ACTIVATION = 1L << 28;

    public Graph {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty() || nodes.size() > MAXIMUM_NODES) {
            throw new GraphException(
                    "a graph has 1 to %d nodes, not %d".formatted(MAXIMUM_NODES, nodes.size()));
        }
        infer(input, nodes);
    }

    /** Reads {@code graph.json}; strict: what it does not know would change the meaning. */
    public static Graph parse(byte[] json) {
        return GraphJson.parse(json);
    }

    /** The bytes of {@code graph.json}; equal graphs give equal bytes. */
    public byte[] toJson() {
        return GraphJson.write(this);
    }

    /** The shape of every node's value by name, with the input, in order. */
    public Map<String, Shape> shapes() {
        return infer(input, nodes);
    }

    /** The shape of the output of one example. */
    public Shape output() {
        return Objects.requireNonNull(shapes().get(nodes.getLast().name()));
    }

    /** Every tensor that the network needs, in the order of the nodes. */
    public List<Parameter> parameters() {
        return nodes.stream()
                .flatMap(node -> node.operation().parameters(node.name()).stream())
                .toList();
    }

    /** How many numbers training moves; buffers are not counted. */
    public long parameterCount() {
        return parameters().stream()
                .filter(parameter -> parameter.role().trainable())
                .mapToLong(parameter -> parameter.shape().elements())
                .sum();
    }

    /** Multiply-adds for one example. */
    public long multiplyAdds() {
        Map<String, Shape> shapes = shapes();
        return nodes.stream()
                .mapToLong(node ->
                        node.operation()
                                .multiplyAdds(Objects.requireNonNull(shapes.get(node.name()))))
                .sum();
    }

    private static Map<String, Shape> infer(Shape input, List<Node> nodes) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        shapes.put(INPUT, input);
        for (Node node : nodes) {
            Shape shape = infer(node, shapes);
            if (shape.elements() > MAXIMUM_ACTIVATION) {
                throw new GraphException(
                        "node %s: its value may have at most %d elements, not %d"
                                .formatted(node.name(), MAXIMUM_ACTIVATION, shape.elements()));
            }
            if (shapes.put(node.name(), shape) != null) {
                throw new GraphException(
                        "node %s: the name is taken by an earlier node".formatted(node.name()));
            }
        }
        return shapes;
    }

    private static Shape infer(Node node, Map<String, Shape> shapes) {
        List<Shape> inputs = new ArrayList<>();
        for (String name : node.inputs()) {
            Shape shape = shapes.get(name);
            if (shape == null) {
                throw new GraphException(
                        "node %s: its input %s is neither the graph's input nor an earlier node"
                                .formatted(node.name(), name));
            }
            inputs.add(shape);
        }
        try {
            return node.operation().infer(inputs);
        } catch (IllegalArgumentException | ArithmeticException e) {
            String shown = inputs.stream().map(Shape::toString).collect(Collectors.joining(", "));
            throw new GraphException(
                    "node %s (%s of %s): %s"
                            .formatted(
                                    node.name(),
                                    GraphJson.operationName(node.operation()),
                                    shown,
                                    e.getMessage()),
                    e);
        }
    }
}
