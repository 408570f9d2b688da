package io.meridian.model.numpy;

import java.util.List;

/**
 * An array of unsigned bytes, in C order.
 *
 * @param shape dimensions
 * @param values one byte for each element; not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record ByteArray(List<Integer> shape, byte[] values) {
    public ByteArray {
        shape = List.copyOf(shape);
    }

    /** How many there are along the first dimension. */
    public int length() {
        return shape.isEmpty() ? 1 : shape.getFirst();
    }

    /** A copy of the {@code index}th part along the first dimension. */
    public byte[] get(int index) {
        int size = values.length / length();
        byte[] part = new byte[size];
        System.arraycopy(values, index * size, part, 0, size);
        return part;
    }
}
