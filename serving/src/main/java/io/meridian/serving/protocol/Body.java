package io.meridian.serving.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * JSON, and tensors' bytes after it.
 *
 * @param bytes not copied: do not change them after
 * @param jsonLength how many of them are JSON
 */
@SuppressWarnings("ArrayRecordComponent")
public record Body(byte[] bytes, int jsonLength) {
    static Body of(byte[] json, List<float[]> tensors) {
        int numbers = tensors.stream().mapToInt(tensor -> tensor.length).sum();
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.addExact(json.length, numbers * Float.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(json);
        for (float[] tensor : tensors) {
            for (float number : tensor) {
                bytes.putFloat(number);
            }
        }
        return new Body(bytes.array(), json.length);
    }

    /** Whether tensors follow the JSON. */
    public boolean hasTensors() {
        return jsonLength < bytes.length;
    }
}
