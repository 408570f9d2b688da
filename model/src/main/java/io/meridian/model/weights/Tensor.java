package io.meridian.model.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A tensor in memory: type, shape and little-endian bytes. The bytes are read-only; every call
 * yields its own position.
 */
public final class Tensor {
    private final ElementType type;
    private final List<Long> shape;
    private final ByteBuffer bytes;

    /** Takes {@code bytes} from position to limit without copying; do not change them after. */
    public Tensor(ElementType type, List<Long> shape, ByteBuffer bytes) {
        this.type = type;
        this.shape = List.copyOf(shape);
        this.bytes = bytes.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        long size = new TensorInfo("tensor", type, shape, 0).size();
        if (size != this.bytes.remaining()) {
            throw new WeightsException(
                    "a tensor %s of %s has %d bytes, not %d"
                            .formatted(shape, type, size, this.bytes.remaining()));
        }
    }

    public static Tensor floats(List<Long> shape, float... values) {
        ByteBuffer bytes = allocate(values.length, Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return new Tensor(ElementType.F32, shape, bytes);
    }

    public static Tensor longs(List<Long> shape, long... values) {
        ByteBuffer bytes = allocate(values.length, Long.BYTES);
        bytes.asLongBuffer().put(values);
        return new Tensor(ElementType.I64, shape, bytes);
    }

    public ElementType type() {
        return type;
    }

    public List<Long> shape() {
        return shape;
    }

    public int elements() {
        return bytes.capacity() / type.bytes();
    }

    /** Its bytes, little-endian, read-only. */
    public ByteBuffer bytes() {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A copy of its elements; only for {@link ElementType#F32}. */
    public float[] floats() {
        require(ElementType.F32);
        float[] values = new float[elements()];
        bytes().asFloatBuffer().get(values);
        return values;
    }

    /** A copy of its elements; only for {@link ElementType#I64}. */
    public long[] longs() {
        require(ElementType.I64);
        long[] values = new long[elements()];
        bytes().asLongBuffer().get(values);
        return values;
    }

    private void require(ElementType expected) {
        if (type != expected) {
            throw new WeightsException("tensor must be %s, is %s".formatted(expected, type));
        }
    }

    private static ByteBuffer allocate(int elements, int size) {
        return ByteBuffer.allocate(Math.multiplyExact(elements, size))
                .order(ByteOrder.LITTLE_ENDIAN);
    }
}
