package io.meridian.dicom.codec.jpeg2000;

import static io.meridian.dicom.codec.jpeg2000.ArithmeticDecoder.RUN;
import static io.meridian.dicom.codec.jpeg2000.ArithmeticDecoder.UNIFORM;

import io.meridian.dicom.codec.CodecException;
import java.util.Arrays;

/**
 * Decodes the passes of a code-block (T.800 annex D). Coefficients have one bit behind the point,
 * which puts what was not coded in the middle of its interval. Not thread-safe.
 */
final class BlockDecoder {
    private static final int NEIGHBOURS = 0xFF;
    private static final int SIGNIFICANT = 0x1000;
    private static final int REFINED = 0x2000;
    private static final int VISITED = 0x4000;

    /** What a sample in the last line of a stripe does not see in the vertically causal mode. */
    private static final int BELOW =
            Contexts.SOUTH | Contexts.SOUTH_EAST | Contexts.SOUTH_WEST | Contexts.NEGATIVE_SOUTH;

    private final ArithmeticDecoder coder = new ArithmeticDecoder();
    private final RawBits raw = new RawBits();
    private int[] values = new int[4096];

    /** The flags of a sample, with a border of one around the block. */
    private int[] flags = new int[66 * 66];

    private int width;
    private int height;
    private int stride;
    private byte[] zeroContexts = Contexts.ZERO[0];
    private boolean causal;

    /** The decoded coefficients by rows, twice their value; valid until the next call. */
    int[] values() {
        return values;
    }

    void decode(CodeBlock block, int orientation, int mode) {
        width = block.area.width();
        height = block.area.height();
        stride = width + 2;
        if (flags.length < stride * (height + 2)) {
            flags = new int[stride * (height + 2)];
        }
        Arrays.fill(flags, 0, stride * (height + 2), 0);
        Arrays.fill(values, 0, width * height, 0);
        zeroContexts = Contexts.ZERO[orientation];
        causal = (mode & CodingStyle.CAUSAL) != 0;
        coder.resetContexts();
        var plane = block.planes;
        var kind = 2;
        var done = 0;
        var from = 0;
        for (var segment : block.segments) {
            var bypassed = (mode & CodingStyle.BYPASS) != 0 && done >= 10 && kind != 2;
            if (bypassed) {
                raw.begin(block.data(), from, from + segment.length);
            } else {
                coder.begin(block.data(), from, from + segment.length);
            }
            from += segment.length;
            for (var pass = 0; pass < segment.passes && plane > 0; pass++, done++) {
                pass(kind, 1 << plane, bypassed, mode);
                if (kind == 2) {
                    plane--;
                }
                kind = (kind + 1) % 3;
            }
        }
    }

    private void pass(int kind, int one, boolean bypassed, int mode) {
        switch (kind) {
            case 0 -> propagation(one, bypassed);
            case 1 -> refinement(one, bypassed);
            default -> {
                cleanup(one);
                if ((mode & CodingStyle.SYMBOLS) != 0) {
                    symbols();
                }
            }
        }
        if ((mode & CodingStyle.RESET) != 0) {
            coder.resetContexts();
        }
    }

    private void symbols() {
        var symbols = 0;
        for (var i = 0; i < 4; i++) {
            symbols = symbols << 1 | coder.decode(UNIFORM);
        }
        if (symbols != 10) {
            throw new CodecException(
                    "a code-block must have its segmentation symbols; one has not");
        }
    }

    private int seen(int at, int row) {
        return causal && (row & 3) == 3 ? flags[at] & ~BELOW : flags[at];
    }

    private void propagation(int one, boolean bypassed) {
        for (var top = 0; top < height; top += 4) {
            var bottom = Math.min(top + 4, height);
            for (var x = 0; x < width; x++) {
                if (top + 4 <= height && nothing(top, x)) {
                    continue;
                }
                for (var y = top; y < bottom; y++) {
                    var at = (y + 1) * stride + x + 1;
                    var seen = seen(at, y);
                    if ((seen & NEIGHBOURS) == 0 || (seen & SIGNIFICANT) != 0) {
                        continue;
                    }
                    var bit = bypassed ? raw.bit() : coder.decode(zeroContexts[seen & NEIGHBOURS]);
                    if (bit == 1) {
                        significant(at, x, y, one, bypassed ? raw.bit() : sign(seen));
                    }
                    flags[at] |= VISITED;
                }
            }
        }
    }

    private int sign(int seen) {
        var entry = Contexts.SIGN[seen >> 4 & 0xFF];
        return coder.decode(entry & 0x7F) ^ (entry < 0 ? 1 : 0);
    }

    private void significant(int at, int x, int y, int one, int negative) {
        var value = one | one >> 1;
        values[y * width + x] = negative == 1 ? -value : value;
        flags[at] |= SIGNIFICANT;
        flags[at - stride - 1] |= Contexts.SOUTH_EAST;
        flags[at - stride + 1] |= Contexts.SOUTH_WEST;
        flags[at + stride - 1] |= Contexts.NORTH_EAST;
        flags[at + stride + 1] |= Contexts.NORTH_WEST;
        if (negative == 1) {
            flags[at - stride] |= Contexts.SOUTH | Contexts.NEGATIVE_SOUTH;
            flags[at + stride] |= Contexts.NORTH | Contexts.NEGATIVE_NORTH;
            flags[at - 1] |= Contexts.EAST | Contexts.NEGATIVE_EAST;
            flags[at + 1] |= Contexts.WEST | Contexts.NEGATIVE_WEST;
        } else {
            flags[at - stride] |= Contexts.SOUTH;
            flags[at + stride] |= Contexts.NORTH;
            flags[at - 1] |= Contexts.EAST;
            flags[at + 1] |= Contexts.WEST;
        }
    }

    private void refinement(int one, boolean bypassed) {
        for (var top = 0; top < height; top += 4) {
            var bottom = Math.min(top + 4, height);
            for (var x = 0; x < width; x++) {
                if (top + 4 <= height && nothing(top, x)) {
                    continue;
                }
                for (var y = top; y < bottom; y++) {
                    var at = (y + 1) * stride + x + 1;
                    if ((flags[at] & (SIGNIFICANT | VISITED)) != SIGNIFICANT) {
                        continue;
                    }
                    var seen = seen(at, y);
                    var context = (seen & REFINED) != 0 ? 16 : (seen & NEIGHBOURS) != 0 ? 15 : 14;
                    var bit = bypassed ? raw.bit() : coder.decode(context);
                    var change = bit == 1 ? one >> 1 : -(one >> 1);
                    var index = y * width + x;
                    values[index] += values[index] < 0 ? -change : change;
                    flags[at] |= REFINED;
                }
            }
        }
    }

    /** Four samples of a column are not significant, nor are any of their neighbours. */
    private boolean nothing(int top, int x) {
        var at = (top + 1) * stride + x + 1;
        var all = flags[at] | flags[at + stride] | flags[at + 2 * stride] | flags[at + 3 * stride];
        return (all & (SIGNIFICANT | NEIGHBOURS)) == 0;
    }

    private void cleanup(int one) {
        for (var top = 0; top < height; top += 4) {
            var bottom = Math.min(top + 4, height);
            for (var x = 0; x < width; x++) {
                var y = top;
                if (isQuiet(top, x)) {
                    if (coder.decode(RUN) == 0) {
                        continue;
                    }
                    y += coder.decode(UNIFORM) << 1 | coder.decode(UNIFORM);
                    var at = (y + 1) * stride + x + 1;
                    significant(at, x, y, one, sign(seen(at, y)));
                    y++;
                }
                for (; y < bottom; y++) {
                    var at = (y + 1) * stride + x + 1;
                    var seen = seen(at, y);
                    if ((seen & (SIGNIFICANT | VISITED)) == 0
                            && coder.decode(zeroContexts[seen & NEIGHBOURS]) == 1) {
                        significant(at, x, y, one, sign(seen));
                    }
                    flags[at] &= ~VISITED;
                }
            }
        }
    }

    /** Four samples of a column of which nothing is known and that see nothing (T.800 D.3.4). */
    private boolean isQuiet(int top, int x) {
        if (top + 4 > height) {
            return false;
        }
        var at = (top + 1) * stride + x + 1;
        var all =
                flags[at]
                        | flags[at + stride]
                        | flags[at + 2 * stride]
                        | seen(at + 3 * stride, top + 3);
        return (all & (SIGNIFICANT | VISITED | NEIGHBOURS)) == 0;
    }
}
