package io.meridian.model.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The safetensors format: eight bytes of header length (little-endian), a JSON header {@code {name:
 * {dtype, shape, data_offsets: [begin, end]}}}, then the data. As in the reference reader, tensors
 * must cover the data without gap or overlap.
 */
public final class Safetensors {
    /** The largest header accepted, in bytes; the reference reader's own bound is 100 MB. */
    public static final int MAXIMUM_HEADER = 16 << 20;

    /** The most tensors accepted. */
    public static final int MAXIMUM_TENSORS = 100_000;

    static final int PREFIX = Long.BYTES;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(8)
                                                    .maxStringLength(1 << 20)
                                                    .build())
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private Safetensors() {}

    /** Reads the length of the header from the file's first eight bytes. */
    static int headerLength(ByteBuffer prefix, long fileSize) {
        if (prefix.remaining() < PREFIX) {
            throw new WeightsException(
                    "a safetensors file begins with 8 bytes of header length; it has only "
                            + prefix.remaining());
        }
        long length = prefix.duplicate().order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 2 || length > MAXIMUM_HEADER || length > fileSize - PREFIX) {
            throw new WeightsException(
                    "a safetensors header has 2 to %d bytes within the file of %d, not %s"
                            .formatted(MAXIMUM_HEADER, fileSize, Long.toUnsignedString(length)));
        }
        return (int) length;
    }

    /** Reads the header; the tensors come in the order of their data. */
    static List<TensorInfo> header(byte[] json, long dataSize) {
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new WeightsException(
                    "the safetensors header is not JSON: " + e.getOriginalMessage(), e);
        }
        if (!root.isObject() || root.size() > MAXIMUM_TENSORS + 1) {
            throw new WeightsException(
                    "the safetensors header must be an object of at most %d tensors"
                            .formatted(MAXIMUM_TENSORS));
        }
        List<TensorInfo> tensors = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            if (!entry.getKey().equals("__metadata__")) {
                tensors.add(tensor(entry.getKey(), entry.getValue()));
            }
        }
        tensors.sort(
                Comparator.comparingLong(TensorInfo::offset).thenComparingLong(TensorInfo::size));
        long end = 0;
        for (TensorInfo tensor : tensors) {
            if (tensor.offset() != end) {
                throw new WeightsException(
                        "tensor %s must begin at %d, where the one before ends, not at %d"
                                .formatted(tensor.name(), end, tensor.offset()));
            }
            end = tensor.offset() + tensor.size();
        }
        if (end != dataSize) {
            throw new WeightsException(
                    "the tensors cover %d bytes, the data has %d".formatted(end, dataSize));
        }
        return List.copyOf(tensors);
    }

    private static TensorInfo tensor(String name, JsonNode json) {
        JsonNode shape = json.path("shape");
        JsonNode offsets = json.path("data_offsets");
        if (!json.path("dtype").isString() || !whole(shape) || !whole(offsets)) {
            throw new WeightsException(
                    "tensor %s: dtype, shape and data_offsets are needed".formatted(name));
        }
        if (shape.size() > 16 || offsets.size() != 2) {
            throw new WeightsException(
                    "tensor %s: shape has at most 16 numbers and data_offsets 2".formatted(name));
        }
        ElementType type;
        try {
            type = ElementType.valueOf(json.path("dtype").stringValue());
        } catch (IllegalArgumentException e) {
            throw new WeightsException(
                    "tensor %s: this version does not know the dtype".formatted(name), e);
        }
        List<Long> dimensions = new ArrayList<>();
        shape.forEach(dimension -> dimensions.add(dimension.longValue()));
        TensorInfo info = new TensorInfo(name, type, dimensions, offsets.get(0).longValue());
        long end = offsets.get(1).longValue();
        if (end - info.offset() != info.size()) {
            throw new WeightsException(
                    "tensor %s: %s %s needs %d bytes, its offsets say %d"
                            .formatted(name, type, dimensions, info.size(), end - info.offset()));
        }
        return info;
    }

    private static boolean whole(JsonNode array) {
        if (!array.isArray()) {
            return false;
        }
        for (JsonNode number : array) {
            if (!number.isIntegralNumber() || !number.canConvertToLong()) {
                return false;
            }
        }
        return true;
    }

    /** Lays tensors out one after another, in the order given. */
    public static List<TensorInfo> layout(Weights weights) {
        List<TensorInfo> layout = new ArrayList<>();
        long offset = 0;
        for (var entry : weights.tensors().entrySet()) {
            Tensor tensor = entry.getValue();
            var info = new TensorInfo(entry.getKey(), tensor.type(), tensor.shape(), offset);
            layout.add(info);
            offset += info.size();
        }
        return layout;
    }

    /** The length and the header, padded with spaces so that the data is aligned to 8 bytes. */
    static byte[] prefix(List<TensorInfo> layout) {
        ObjectNode root = MAPPER.createObjectNode();
        for (TensorInfo info : layout) {
            ObjectNode json = root.putObject(info.name());
            json.put("dtype", info.type().name());
            var shape = json.putArray("shape");
            info.shape().forEach(shape::add);
            json.putArray("data_offsets").add(info.offset()).add(info.offset() + info.size());
        }
        byte[] json = MAPPER.writeValueAsBytes(root);
        int length = (json.length + PREFIX - 1) / PREFIX * PREFIX;
        ByteBuffer bytes = ByteBuffer.allocate(PREFIX + length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(length).put(json);
        bytes.put(" ".repeat(length - json.length).getBytes(StandardCharsets.US_ASCII));
        return bytes.array();
    }

    static Weights parse(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        int length = headerLength(file, bytes.length);
        byte[] json = new byte[length];
        file.get(PREFIX, json);
        int begin = PREFIX + length;
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (TensorInfo info : header(json, bytes.length - begin)) {
            ByteBuffer data = file.slice(begin + (int) info.offset(), Math.toIntExact(info.size()));
            tensors.put(info.name(), new Tensor(info.type(), info.shape(), data));
        }
        return new Weights(tensors);
    }

    static byte[] write(Weights weights) {
        List<TensorInfo> layout = layout(weights);
        byte[] prefix = prefix(layout);
        long data = layout.stream().mapToLong(TensorInfo::size).sum();
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(prefix.length + data));
        bytes.put(prefix);
        weights.tensors().values().forEach(tensor -> bytes.put(tensor.bytes()));
        return bytes.array();
    }
}
