package io.meridian.serving.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answer to a batch: {@code logits} and {@code scores}, both FP32 [examples, 1]. A score is the
 * logistic function of its logit, the probability of the positive finding.
 *
 * @param version of the model that answered, as it was loaded
 * @param logits not copied: do not change them after
 */
@SuppressWarnings("ArrayRecordComponent")
public record InferResponse(String model, String version, String id, float[] logits) {
    private static final String LOGITS = "logits";
    private static final String SCORES = "scores";

    /** What an answer holds, whichever of them a request names. */
    public static final List<String> OUTPUTS = List.of(LOGITS, SCORES);

    /** The probability of the positive finding for one example, in [0, 1]. */
    public double score(int example) {
        return 1 / (1 + Math.exp(-logits[example]));
    }

    private float[] scores() {
        float[] scores = new float[logits.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) score(i);
        }
        return scores;
    }

    /** As JSON, or as JSON with the tensors' bytes after it. */
    public Body toBody(boolean binary) {
        ObjectNode root = InferRequest.MAPPER.createObjectNode();
        root.put("model_name", model);
        root.put("model_version", version);
        if (!id.isEmpty()) {
            root.put("id", id);
        }
        ArrayNode outputs = root.putArray("outputs");
        output(outputs, LOGITS, logits, binary);
        float[] scores = scores();
        output(outputs, SCORES, scores, binary);
        byte[] json = InferRequest.MAPPER.writeValueAsBytes(root);
        return Body.of(json, binary ? List.of(logits, scores) : List.of());
    }

    private static void output(ArrayNode outputs, String name, float[] values, boolean binary) {
        ObjectNode output = outputs.addObject();
        output.put("name", name);
        output.put("datatype", "FP32");
        output.putArray("shape").add(values.length).add(1);
        if (binary) {
            output.putObject("parameters").put("binary_data_size", values.length * Float.BYTES);
        } else {
            ArrayNode data = output.putArray("data");
            for (float value : values) {
                data.add(value);
            }
        }
    }

    /** Reads an answer whose tensors are bytes after the JSON. */
    public static InferResponse parse(byte[] body, int jsonLength) {
        if (jsonLength < 0 || jsonLength > body.length) {
            throw new ProtocolException("the answer's JSON must lie within its body");
        }
        try {
            JsonNode root = InferRequest.MAPPER.readTree(body, 0, jsonLength);
            int at = jsonLength;
            for (JsonNode output : root.path("outputs")) {
                int size = output.path("parameters").path("binary_data_size").asInt(-1);
                if (size < 0 || size > body.length - at) {
                    throw new ProtocolException("the answer's tensors must lie within its body");
                }
                if (output.path("name").asString("").equals(LOGITS)) {
                    float[] logits = new float[size / Float.BYTES];
                    ByteBuffer.wrap(body, at, size)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .asFloatBuffer()
                            .get(logits);
                    return new InferResponse(
                            root.path("model_name").asString(""),
                            root.path("model_version").asString(""),
                            root.path("id").asString(""),
                            logits);
                }
                at += size;
            }
        } catch (JacksonException e) {
            throw new ProtocolException("the answer is not JSON: " + e.getOriginalMessage(), e);
        }
        throw new ProtocolException("the answer has no logits");
    }
}
