package io.meridian.model.weights;

import java.util.List;

/**
 * Where a tensor lies in a safetensors file.
 *
 * @param shape dimensions, each at least 0; empty for a scalar
 * @param offset of its first byte from the start of the data section
 */
public record TensorInfo(String name, ElementType type, List<Long> shape, long offset) {
    public TensorInfo {
        shape = List.copyOf(shape);
        if (name.isEmpty() || name.equals("__metadata__")) {
            throw new WeightsException("a tensor's name must not be empty or __metadata__");
        }
        if (offset < 0 || shape.stream().anyMatch(dimension -> dimension < 0)) {
            throw new WeightsException("tensor %s: negative extent".formatted(name));
        }
        try {
            long size = type.bytes();
            for (long dimension : shape) {
                size = Math.multiplyExact(size, dimension);
            }
            Math.addExact(offset, size);
        } catch (ArithmeticException e) {
            throw new WeightsException("tensor %s: its size overflows".formatted(name), e);
        }
    }

    public long elements() {
        return shape.stream().reduce(1L, (a, b) -> a * b);
    }

    /** Its size in bytes. */
    public long size() {
        return elements() * type.bytes();
    }
}
