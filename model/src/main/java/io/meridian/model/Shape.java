package io.meridian.model;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The extent of a tensor without its batch dimension: channels × height × width of an image, or the
 * length of a vector. An empty list is a scalar.
 *
 * @param dimensions each at least 1
 */
public record Shape(List<Integer> dimensions) {
    /** More dimensions than this are refused. */
    public static final int MAXIMUM_RANK = 8;

    public Shape {
        dimensions = List.copyOf(dimensions);
        if (dimensions.size() > MAXIMUM_RANK) {
            throw new IllegalArgumentException(
                    "a shape has at most %d dimensions, not %d"
                            .formatted(MAXIMUM_RANK, dimensions.size()));
        }
        long elements = 1;
        for (int dimension : dimensions) {
            if (dimension < 1) {
                throw new IllegalArgumentException(
                        "every dimension of a shape is at least 1, not %d".formatted(dimension));
            }
            elements = Math.multiplyExact(elements, dimension);
        }
    }

    public static Shape of(int... dimensions) {
        return new Shape(IntStream.of(dimensions).boxed().toList());
    }

    public int rank() {
        return dimensions.size();
    }

    public int at(int index) {
        return dimensions.get(index);
    }

    public long elements() {
        return dimensions.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    @Override
    public String toString() {
        return dimensions.stream().map(String::valueOf).collect(Collectors.joining("×", "[", "]"));
    }
}
