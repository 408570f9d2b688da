package io.meridian.federation.update;

import io.meridian.model.weights.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Blocks of a tensor as float64. */
final class Blocks {
    static final int DEFAULT_BYTES = 1 << 20;

    private Blocks() {}

    static int requireSize(int bytes) {
        if (bytes < Long.BYTES || bytes % Long.BYTES != 0) {
            throw new IllegalArgumentException(
                    "a block has a multiple of 8 bytes, at least 8, not " + bytes);
        }
        return bytes;
    }

    /**
     * Reads the block at {@code from} into {@code values}.
     *
     * @param buffer little-endian; its capacity is the block's size
     * @return how many numbers were read
     */
    static int read(
            UpdateSource source, TensorInfo tensor, long from, ByteBuffer buffer, double[] values)
            throws IOException {
        buffer.clear().limit((int) Math.min(buffer.capacity(), tensor.size() - from));
        source.read(tensor, from, buffer);
        buffer.flip();
        int count = buffer.remaining() / tensor.type().bytes();
        switch (tensor.type()) {
            case F32 -> {
                var floats = buffer.asFloatBuffer();
                for (int i = 0; i < count; i++) {
                    values[i] = floats.get(i);
                }
            }
            case F64 -> buffer.asDoubleBuffer().get(values, 0, count);
            case I64 -> {
                var longs = buffer.asLongBuffer();
                for (int i = 0; i < count; i++) {
                    values[i] = longs.get(i);
                }
            }
            case I32 -> {
                var ints = buffer.asIntBuffer();
                for (int i = 0; i < count; i++) {
                    values[i] = ints.get(i);
                }
            }
            case F16, BF16, I16, I8, U8, BOOL ->
                    throw new IllegalArgumentException(
                            "tensor %s is %s; updates hold F32, F64, I64 or I32"
                                    .formatted(tensor.name(), tensor.type()));
        }
        return count;
    }

    /** Writes {@code count} numbers; whole-number types take the nearest, ties to even. */
    static ByteBuffer write(TensorInfo tensor, double[] values, int count, ByteBuffer buffer) {
        buffer.clear().limit(count * tensor.type().bytes());
        switch (tensor.type()) {
            case F32 -> {
                var floats = buffer.asFloatBuffer();
                for (int i = 0; i < count; i++) {
                    floats.put(i, (float) values[i]);
                }
            }
            case F64 -> buffer.asDoubleBuffer().put(0, values, 0, count);
            case I64 -> {
                var longs = buffer.asLongBuffer();
                for (int i = 0; i < count; i++) {
                    longs.put(i, (long) Math.rint(values[i]));
                }
            }
            case I32 -> {
                var ints = buffer.asIntBuffer();
                for (int i = 0; i < count; i++) {
                    ints.put(i, (int) Math.rint(values[i]));
                }
            }
            case F16, BF16, I16, I8, U8, BOOL ->
                    throw new IllegalArgumentException(
                            "tensor %s is %s".formatted(tensor.name(), tensor.type()));
        }
        return buffer;
    }
}
