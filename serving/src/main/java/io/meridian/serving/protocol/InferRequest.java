package io.meridian.serving.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A batch of examples: one FP32 tensor, {@code shape[0]} examples of {@code shape[1…]}.
 *
 * @param id the caller's own, echoed; may be empty
 * @param values not copied: do not change them after
 * @param binary whether the answer's tensors are wanted as bytes after the JSON
 */
@SuppressWarnings("ArrayRecordComponent")
public record InferRequest(String id, List<Long> shape, float[] values, boolean binary) {
    /** The header that says how many bytes of a body are JSON; the rest is tensor data. */
    public static final String JSON_LENGTH = "Inference-Header-Content-Length";

    /** The largest body, in bytes. */
    public static final int MAXIMUM_BODY = 32 << 20;

    /** The largest JSON, in bytes: as nodes in memory it takes about ten times that. */
    public static final int MAXIMUM_JSON = 8 << 20;

    static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String INPUT = "input";

    public InferRequest {
        shape = List.copyOf(shape);
        long elements = 1;
        for (long dimension : shape) {
            if (dimension < 1 || elements > Integer.MAX_VALUE / dimension) {
                throw new ProtocolException(
                        "every dimension of a shape must be at least 1, and their product below 2,147,483,648");
            }
            elements *= dimension;
        }
        if (shape.size() < 2 || elements != values.length) {
            throw new ProtocolException(
                    "the input's data must have as many numbers as its shape says, %d, not %d"
                            .formatted(elements, values.length));
        }
    }

    /**
     * Reads a body.
     *
     * @param jsonLength from the header {@link #JSON_LENGTH}; the body's length where it is absent
     */
    public static InferRequest parse(byte[] body, int jsonLength) {
        if (jsonLength < 0 || jsonLength > body.length) {
            throw new ProtocolException(JSON_LENGTH + " must lie within the body");
        }
        if (jsonLength > MAXIMUM_JSON) {
            throw new ProtocolException(
                    "a request's JSON has at most %d bytes; send the tensor as bytes after it"
                            .formatted(MAXIMUM_JSON));
        }
        JsonNode root;
        try {
            root = MAPPER.readTree(body, 0, jsonLength);
        } catch (JacksonException e) {
            throw new ProtocolException("the request is not JSON: " + e.getOriginalMessage(), e);
        }
        JsonNode inputs = root.path("inputs");
        if (!inputs.isArray() || inputs.size() != 1) {
            throw new ProtocolException("a request must have exactly one input");
        }
        JsonNode input = inputs.get(0);
        if (!input.path("name").asString("").equals(INPUT)) {
            throw new ProtocolException("the input's name must be " + INPUT);
        }
        if (!input.path("datatype").asString("").equals("FP32")) {
            throw new ProtocolException("the input's datatype must be FP32");
        }
        List<Long> shape =
                input.path("shape").valueStream().map(dimension -> dimension.asLong(0)).toList();
        for (JsonNode output : root.path("outputs")) {
            if (!InferResponse.OUTPUTS.contains(output.path("name").asString(""))) {
                throw new ProtocolException("an output is one of " + InferResponse.OUTPUTS);
            }
        }
        JsonNode size = input.path("parameters").path("binary_data_size");
        float[] values =
                size.isMissingNode()
                        ? numbers(input.path("data"), jsonLength)
                        : floats(body, jsonLength, size.asInt(-1));
        return new InferRequest(
                root.path("id").asString(""),
                shape,
                values,
                root.path("parameters").path("binary_data_output").asBoolean(false));
    }

    private static float[] floats(byte[] body, int from, int size) {
        if (size != body.length - from || size % Float.BYTES != 0) {
            throw new ProtocolException(
                    "binary_data_size must be the %d bytes after the JSON, whole numbers of 4"
                            .formatted(body.length - from));
        }
        float[] values = new float[size / Float.BYTES];
        ByteBuffer.wrap(body, from, size)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }

    /** Flat or nested lists, row by row. */
    private static float[] numbers(JsonNode data, int limit) {
        // Each number takes at least a digit and a comma.
        float[] values = new float[limit / 2 + 1];
        int count = collect(data, values, 0);
        return Arrays.copyOf(values, count);
    }

    private static int collect(JsonNode data, float[] into, int count) {
        if (data.isNumber()) {
            // As a double, because a float's own conversion refuses what it cannot hold.
            into[count] = (float) data.doubleValue(Double.NaN);
            return count + 1;
        }
        if (!data.isArray()) {
            throw new ProtocolException("the input's data must be numbers in lists");
        }
        int next = count;
        for (JsonNode one : data) {
            next = collect(one, into, next);
        }
        return next;
    }

    /** The body with binary tensor data, and how much of it is JSON. */
    public Body toBody() {
        ObjectNode root = MAPPER.createObjectNode();
        if (!id.isEmpty()) {
            root.put("id", id);
        }
        root.putObject("parameters").put("binary_data_output", binary);
        ObjectNode input = root.putArray("inputs").addObject();
        input.put("name", INPUT);
        var dimensions = input.putArray("shape");
        shape.forEach(dimensions::add);
        input.put("datatype", "FP32");
        input.putObject("parameters").put("binary_data_size", values.length * Float.BYTES);
        return Body.of(MAPPER.writeValueAsBytes(root), List.of(values));
    }
}
