package io.meridian.dicom.pixels;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Stored values of one frame in the narrowest cells that BitsAllocated fits into: rows × columns ×
 * samples, colour by pixel, bits that do not count masked, signs extended.
 *
 * @param photometricInterpretation of these values, which decoding may have changed
 * @param cells little-endian; may be the one copy of native pixel data, so not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // owned by whoever decoded it
public record StoredFrame(
        int rows,
        int columns,
        int samples,
        CellType type,
        String photometricInterpretation,
        byte[] cells) {
    public StoredFrame {
        if (cells.length != (long) rows * columns * samples * type.bytes()) {
            throw new IllegalArgumentException(
                    "%d × %d × %d cells of %d bytes are needed; there are %d bytes"
                            .formatted(rows, columns, samples, type.bytes(), cells.length));
        }
    }

    /**
     * The values as integers; 32-bit unsigned ones above 2^31 come out negative.
     *
     * @throws PixelException if they are floating-point or have 64 bits
     */
    public int[] integers() {
        var values = new int[rows * columns * samples];
        switch (type) {
            case U1 -> {
                for (var i = 0; i < values.length; i++) {
                    values[i] = cells[i] & 0xFF;
                }
            }
            case I1 -> {
                for (var i = 0; i < values.length; i++) {
                    values[i] = cells[i];
                }
            }
            case U2 -> Cells.unsignedShorts(cells, values);
            case I2 -> Cells.shorts(cells, values);
            case U4, I4 -> buffer().asIntBuffer().get(values);
            case U8, I8, F4, F8 ->
                    throw new PixelException(
                            "pixels of type %s are no 32-bit integers; use numbers()"
                                    .formatted(type.numpy()));
        }
        return values;
    }

    /** The values of any type, unsigned where they are. */
    public double[] numbers() {
        var values = new double[rows * columns * samples];
        var buffer = buffer();
        for (var i = 0; i < values.length; i++) {
            values[i] =
                    switch (type) {
                        case U1 -> buffer.get() & 0xFF;
                        case I1 -> buffer.get();
                        case U2 -> buffer.getShort() & 0xFFFF;
                        case I2 -> buffer.getShort();
                        case U4 -> buffer.getInt() & 0xFFFFFFFFL;
                        case I4 -> buffer.getInt();
                        case U8 -> unsigned(buffer.getLong());
                        case I8 -> buffer.getLong();
                        case F4 -> buffer.getFloat();
                        case F8 -> buffer.getDouble();
                    };
        }
        return values;
    }

    private ByteBuffer buffer() {
        return ByteBuffer.wrap(cells).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : (value >>> 1) * 2.0 + (value & 1);
    }
}
