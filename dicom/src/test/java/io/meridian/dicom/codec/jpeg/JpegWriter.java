package io.meridian.dicom.codec.jpeg;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * A small JPEG encoder for tests: lossless coding, and DCT coding of given coefficients. All its
 * Huffman codes of a table have the same length, so that short and long codes can be tried.
 */
final class JpegWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int held;
    private int count;

    /** A component: its id and sampling factors. */
    record Component(int id, int horizontal, int vertical) {}

    static JpegWriter begin() {
        return new JpegWriter().bytes(0xFF, 0xD8);
    }

    JpegWriter bytes(int... values) {
        for (var value : values) {
            out.write(value);
        }
        return this;
    }

    /** A segment with its length. */
    JpegWriter segment(int marker, int... parameters) {
        var length = parameters.length + 2;
        return bytes(0xFF, marker, length >> 8, length & 0xFF).bytes(parameters);
    }

    JpegWriter frame(int marker, int precision, int rows, int columns, List<Component> components) {
        var parameters = new int[6 + 3 * components.size()];
        parameters[0] = precision;
        parameters[1] = rows >> 8;
        parameters[2] = rows & 0xFF;
        parameters[3] = columns >> 8;
        parameters[4] = columns & 0xFF;
        parameters[5] = components.size();
        for (var i = 0; i < components.size(); i++) {
            var component = components.get(i);
            parameters[6 + 3 * i] = component.id;
            parameters[7 + 3 * i] = component.horizontal << 4 | component.vertical;
        }
        return segment(marker, parameters);
    }

    /** One quantisation table of 16 bits, the same factor everywhere. */
    JpegWriter quantisation(int factor) {
        var parameters = new int[129];
        parameters[0] = 0x10;
        for (var k = 0; k < 64; k++) {
            parameters[1 + 2 * k] = factor >> 8;
            parameters[2 + 2 * k] = factor & 0xFF;
        }
        return segment(0xDB, parameters);
    }

    /** Table 0 for DC (class 0) or AC (class 1): symbol n has the code n of that many bits. */
    JpegWriter huffman(int tableClass, int symbols, int bits) {
        var parameters = new int[17 + symbols];
        parameters[0] = tableClass << 4;
        parameters[bits] = symbols;
        for (var i = 0; i < symbols; i++) {
            parameters[17 + i] = i;
        }
        return segment(0xC4, parameters);
    }

    JpegWriter restartInterval(int mcus) {
        return segment(0xDD, mcus >> 8, mcus & 0xFF);
    }

    JpegWriter scan(List<Component> components, int start, int end, int positions) {
        var parameters = new int[4 + 2 * components.size()];
        parameters[0] = components.size();
        for (var i = 0; i < components.size(); i++) {
            parameters[1 + 2 * i] = components.get(i).id;
        }
        parameters[parameters.length - 3] = start;
        parameters[parameters.length - 2] = end;
        parameters[parameters.length - 1] = positions;
        return segment(0xDA, parameters);
    }

    void bits(int value, int size) {
        for (var i = size - 1; i >= 0; i--) {
            held = held << 1 | (value >> i & 1);
            if (++count == 8) {
                out.write(held);
                if (held == 0xFF) {
                    out.write(0);
                }
                held = 0;
                count = 0;
            }
        }
    }

    /** Fills the last byte with ones. */
    JpegWriter flush() {
        while (count > 0) {
            bits(1, 1);
        }
        return this;
    }

    /** A difference: its size as a code, then its bits (T.81 F.1.2.1). */
    void difference(int value, int codeBits) {
        var size = 32 - Integer.numberOfLeadingZeros(Math.abs(value));
        bits(size, codeBits);
        if (size < 16) {
            bits(value < 0 ? value + (1 << size) - 1 : value, size);
        }
    }

    /** A block of coefficients in zigzag order; 0 for those that are missing. */
    void block(int[] coefficients, int previousDc, int dcBits, int acBits) {
        difference(coefficients[0] - previousDc, dcBits);
        var run = 0;
        for (var k = 1; k < 64; k++) {
            if (coefficients[k] == 0) {
                run++;
                continue;
            }
            for (; run > 15; run -= 16) {
                bits(0xF0, acBits);
            }
            var value = coefficients[k];
            var size = 32 - Integer.numberOfLeadingZeros(Math.abs(value));
            bits(run << 4 | size, acBits);
            bits(value < 0 ? value + (1 << size) - 1 : value, size);
            run = 0;
        }
        if (run > 0) {
            bits(0, acBits);
        }
    }

    byte[] end() {
        return flush().bytes(0xFF, 0xD9).out.toByteArray();
    }
}
