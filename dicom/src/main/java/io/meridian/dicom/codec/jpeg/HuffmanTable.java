package io.meridian.dicom.codec.jpeg;

import io.meridian.dicom.codec.CodecException;
import java.util.Arrays;

/**
 * A Huffman table (T.81 C.2 and F.2.2.3) with look-up by the next bits; what follows the code, the
 * bits of a coefficient or difference, is decoded by the same look-up where it is short enough.
 */
final class HuffmanTable {
    /** Bits of the direct look-up. */
    private static final int DIRECT = 10;

    /** Bits of the look-up of code and value together. */
    private static final int JOINT = 12;

    /** Size 16 of lossless coding; no bits follow (T.81 H.1.2.2). Differences are modulo 2^16. */
    private static final int LARGEST_DIFFERENCE = 32_768;

    private final byte[] symbols;
    private final int[] direct = new int[1 << DIRECT];
    private final int[] joint = new int[1 << JOINT];

    /** The largest code of each length, -1 where there is none. */
    private final int[] largest = new int[17];

    /** What to add to a code to find its symbol. */
    private final int[] shift = new int[17];

    /**
     * @param counts of codes with 1 to 16 bits
     * @param symbols in the order of their codes
     */
    HuffmanTable(int[] counts, byte[] symbols) {
        this.symbols = symbols.clone();
        var code = 0;
        var index = 0;
        Arrays.fill(largest, -1);
        for (var length = 1; length <= 16; length++) {
            var count = counts[length - 1];
            shift[length] = index - code;
            if (code + count > 1 << length) {
                throw new CodecException("a Huffman table has more codes than their lengths allow");
            }
            for (var i = 0; i < count; i++, code++, index++) {
                enter(code, length, symbols[index] & 0xFF);
            }
            if (count > 0) {
                largest[length] = code - 1;
            }
            code <<= 1;
        }
    }

    private void enter(int code, int length, int symbol) {
        if (length <= DIRECT) {
            var first = code << (DIRECT - length);
            Arrays.fill(direct, first, first + (1 << (DIRECT - length)), length << 8 | symbol);
        }
        var size = symbol & 15;
        if (length + size > JOINT) {
            return;
        }
        for (var bits = 0; bits < 1 << size; bits++) {
            var value = size > 0 && bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits;
            if (symbol == 16) {
                value = LARGEST_DIFFERENCE;
            }
            var first = (code << size | bits) << (JOINT - length - size);
            var entry = value << 16 | symbol << 8 | (length + size);
            Arrays.fill(joint, first, first + (1 << (JOINT - length - size)), entry);
        }
    }

    /**
     * Code and value together: the value in the upper 16 bits, the symbol in bits 8 to 15, the
     * number of bits in bits 0 to 7; 0 if they are too long for the look-up. The reader must be
     * filled.
     */
    int joint(BitReader bits) {
        return joint[bits.peek(JOINT)];
    }

    /** The next symbol; 32 bits must be ready, 16 are left behind. */
    int symbol(BitReader bits) {
        var entry = direct[bits.peek(DIRECT)];
        if (entry != 0) {
            bits.skip(entry >>> 8);
            return entry & 0xFF;
        }
        for (var length = DIRECT + 1; length <= 16; length++) {
            var code = bits.peek(length);
            if (code <= largest[length]) {
                bits.skip(length);
                return symbols[code + shift[length]] & 0xFF;
            }
        }
        throw new CodecException("the entropy-coded data has a code that its Huffman table lacks");
    }

    /** A value whose size is the symbol: a difference of DC coefficients or lossless samples. */
    int difference(BitReader bits) {
        bits.fill();
        var entry = joint[bits.peek(JOINT)];
        if (entry != 0) {
            bits.skip(entry & 0xFF);
            return entry >> 16;
        }
        var size = symbol(bits);
        return size == 0 ? 0 : size == 16 ? LARGEST_DIFFERENCE : bits.extended(size);
    }

    /** Whether all symbols are sizes up to a limit, as a table for differences must have. */
    boolean holdsSizes(int limit) {
        for (var symbol : symbols) {
            if ((symbol & 0xFF) > limit) {
                return false;
            }
        }
        return true;
    }
}
