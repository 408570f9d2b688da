package io.meridian.model;

import io.meridian.model.Operation.Add;
import io.meridian.model.Operation.BatchNorm2d;
import io.meridian.model.Operation.Conv2d;
import io.meridian.model.Operation.Flatten;
import io.meridian.model.Operation.GlobalAvgPool;
import io.meridian.model.Operation.Linear;
import io.meridian.model.Operation.MaxPool2d;
import io.meridian.model.Operation.Relu;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON form of a graph: {@code {format, name, input, nodes: [{name, op, inputs, …}]}}. */
final class GraphJson {
    private static final String FORMAT = "meridian.graph/1";

    /** The largest document accepted, in bytes. */
    private static final int MAXIMUM_BYTES = 4 << 20;

    private static final Map<String, Class<? extends Operation>> OPERATIONS =
            Map.of(
                    "conv2d", Conv2d.class,
                    "batchNorm2d", BatchNorm2d.class,
                    "relu", Relu.class,
                    "add", Add.class,
                    "maxPool2d", MaxPool2d.class,
                    "globalAvgPool", GlobalAvgPool.class,
                    "flatten", Flatten.class,
                    "linear", Linear.class);

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(16)
                                                    .maxStringLength(1000)
                                                    .build())
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .build();

    private GraphJson() {}

    static String operationName(Operation operation) {
        String name = operation.getClass().getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    static byte[] write(Graph graph) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("format", FORMAT).put("name", graph.name());
        root.set("input", MAPPER.valueToTree(graph.input().dimensions()));
        var nodes = root.putArray("nodes");
        for (Node node : graph.nodes()) {
            ObjectNode json = nodes.addObject();
            json.put("name", node.name()).put("op", operationName(node.operation()));
            json.set("inputs", MAPPER.valueToTree(node.inputs()));
            ObjectNode attributes = MAPPER.createObjectNode();
            switch (node.operation()) {
                case Conv2d o ->
                        attributes
                                .put("inChannels", o.inChannels())
                                .put("outChannels", o.outChannels())
                                .put("kernel", o.kernel())
                                .put("stride", o.stride())
                                .put("padding", o.padding())
                                .put("groups", o.groups())
                                .put("bias", o.bias());
                case BatchNorm2d o ->
                        attributes
                                .put("channels", o.channels())
                                .put("epsilon", o.epsilon())
                                .put("momentum", o.momentum());
                case MaxPool2d o ->
                        attributes
                                .put("kernel", o.kernel())
                                .put("stride", o.stride())
                                .put("padding", o.padding());
                case Linear o ->
                        attributes
                                .put("inFeatures", o.inFeatures())
                                .put("outFeatures", o.outFeatures())
                                .put("bias", o.bias());
                case Relu _, Add _, GlobalAvgPool _, Flatten _ -> {}
            }
            json.setAll(attributes);
        }
        return MAPPER.writeValueAsBytes(root);
    }

    static Graph parse(byte[] json) {
        if (json.length > MAXIMUM_BYTES) {
            throw new GraphException(
                    "a graph's document has at most %d bytes, not %d"
                            .formatted(MAXIMUM_BYTES, json.length));
        }
        try {
            JsonNode root = MAPPER.readTree(json);
            String format = text(root, "format", "the graph");
            if (!format.equals(FORMAT)) {
                throw new GraphException(
                        "this reader knows graphs of format %s, not %s".formatted(FORMAT, format));
            }
            JsonNode nodes = root.path("nodes");
            if (!nodes.isArray() || nodes.size() > Graph.MAXIMUM_NODES) {
                throw new GraphException(
                        "a graph has a list of at most %d nodes".formatted(Graph.MAXIMUM_NODES));
            }
            List<Node> parsed = new ArrayList<>();
            for (JsonNode node : nodes) {
                parsed.add(node(node, parsed.size()));
            }
            int[] input = MAPPER.treeToValue(root.path("input"), int[].class);
            if (input == null) {
                throw new GraphException("the graph: input is missing");
            }
            return new Graph(text(root, "name", "the graph"), Shape.of(input), parsed);
        } catch (JacksonException e) {
            throw new GraphException("not a graph's JSON: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new GraphException("the graph: " + e.getMessage(), e);
        }
    }

    private static Node node(JsonNode json, int index) {
        String name = text(json, "name", "node number " + index);
        String operation = text(json, "op", "node " + name);
        Class<? extends Operation> type = OPERATIONS.get(operation);
        if (type == null) {
            throw new GraphException(
                    "node %s: this version knows the operations %s, not %s"
                            .formatted(name, new TreeSet<>(OPERATIONS.keySet()), operation));
        }
        try {
            List<String> inputs = List.of(MAPPER.treeToValue(json.path("inputs"), String[].class));
            ObjectNode attributes = (ObjectNode) json.deepCopy();
            attributes.remove(List.of("name", "op", "inputs"));
            return new Node(name, MAPPER.treeToValue(attributes, type), inputs);
        } catch (JacksonException e) {
            throw new GraphException("node %s: %s".formatted(name, e.getOriginalMessage()), e);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new GraphException("node %s: %s".formatted(name, e.getMessage()), e);
        }
    }

    private static String text(JsonNode json, String field, String owner) {
        JsonNode value = json.path(field);
        if (!value.isString()) {
            throw new GraphException("%s: %s must be a text".formatted(owner, field));
        }
        return value.stringValue();
    }
}
