package io.meridian.dicom.codec.jpegls;

import static io.meridian.dicom.codec.jpegls.Model.RUN_BITS;

import io.meridian.dicom.codec.CodecException;
import java.util.Arrays;

/**
 * Decodes the lines of a scan. A line has one sample more on either side than the picture: what
 * lies left and right of it (T.87 section A.2.1).
 */
final class LineDecoder {
    private final Model model;
    private final BitReader bits;
    private final int columns;
    private final int limit;

    LineDecoder(Model model, BitReader bits, int columns) {
        this.model = model;
        this.bits = bits;
        this.columns = columns;
        this.limit = model.limit;
    }

    /**
     * One component's line.
     *
     * @return the run index after it
     */
    int line(int[] above, int[] line, int runIndex) {
        Lines.extend(above, line, columns);
        var index = runIndex;
        var left = line[0];
        var aboveLeft = above[0];
        var up = above[1];
        var x = 1;
        while (x <= columns) {
            var aboveRight = above[x + 1];
            var region = model.region(left, up, aboveLeft, aboveRight);
            if (region != 0) {
                left = regular(region, left, up, aboveLeft);
                line[x++] = left;
                aboveLeft = up;
                up = aboveRight;
                continue;
            }
            var start = x;
            while (x <= columns && bits.bit()) {
                var full = 1 << RUN_BITS[index];
                x += full;
                if (x <= columns + 1 && index < RUN_BITS.length - 1) {
                    index++;
                }
            }
            if (x > columns) {
                Arrays.fill(line, start, columns + 1, left);
                return index;
            }
            x += bits.number(RUN_BITS[index]);
            if (x > columns) {
                throw new CodecException("a JPEG-LS scan is damaged: a run passes its line");
            }
            Arrays.fill(line, start, x, left);
            left = interruption(index, left, above[x]);
            line[x] = left;
            index = Math.max(0, index - 1);
            aboveLeft = above[x];
            up = above[x + 1];
            x++;
        }
        return index;
    }

    /** One line of components interleaved by samples. */
    int line(int[][] above, int[][] line, int runIndex) {
        var count = line.length;
        for (var i = 0; i < count; i++) {
            Lines.extend(above[i], line[i], columns);
        }
        var index = runIndex;
        var regions = new int[count];
        var x = 1;
        while (x <= columns) {
            var any = 0;
            for (var i = 0; i < count; i++) {
                var up = above[i];
                regions[i] = model.region(line[i][x - 1], up[x], up[x - 1], up[x + 1]);
                any |= regions[i];
            }
            if (any != 0) {
                for (var i = 0; i < count; i++) {
                    var up = above[i];
                    line[i][x] = regular(regions[i], line[i][x - 1], up[x], up[x - 1]);
                }
                x++;
                continue;
            }
            var start = x;
            while (x <= columns && bits.bit()) {
                x += 1 << RUN_BITS[index];
                if (x <= columns + 1 && index < RUN_BITS.length - 1) {
                    index++;
                }
            }
            var ends = x > columns;
            if (!ends) {
                x += bits.number(RUN_BITS[index]);
                if (x > columns) {
                    throw new CodecException("a JPEG-LS scan is damaged: a run passes its line");
                }
            }
            for (var i = 0; i < count; i++) {
                Arrays.fill(line[i], start, Math.min(x, columns + 1), line[i][start - 1]);
            }
            if (ends) {
                return index;
            }
            for (var i = 0; i < count; i++) {
                var left = line[i][x - 1];
                var up = above[i][x];
                var error = interruptionError(0, index);
                line[i][x] = model.sample(up, left > up ? -error : error);
            }
            index = Math.max(0, index - 1);
            x++;
        }
        return index;
    }

    private int regular(int region, int left, int up, int aboveLeft) {
        var sign = region >> 31;
        var context = ((region ^ sign) - sign) << 2;
        var contexts = model.contexts;
        var correction = (contexts[context + 2] ^ sign) - sign;
        var prediction = model.clamped(Model.predicted(left, up, aboveLeft) + correction);
        var k = Model.golomb(contexts[context], contexts[context + 3]);
        var mapped = bits.golomb(k, limit, model.errorBits);
        if (mapped > 2 * model.range) {
            throw new CodecException("a JPEG-LS scan is damaged: an error passes its range");
        }
        var error = mapped >>> 1 ^ -(mapped & 1);
        if (k == 0 && model.mirrors(context, 0)) {
            error = ~error;
        }
        model.update(context, error);
        return model.sample(prediction, (error ^ sign) - sign);
    }

    private int interruption(int index, int left, int up) {
        if (Math.abs(left - up) <= model.near) {
            return model.sample(left, interruptionError(1, index));
        }
        var error = interruptionError(0, index);
        return model.sample(up, left > up ? -error : error);
    }

    private int interruptionError(int kind, int index) {
        var k = model.interruptionGolomb(kind);
        var mapped = bits.golomb(k, limit - RUN_BITS[index] - 1, model.errorBits);
        if (mapped > 2 * model.range) {
            throw new CodecException("a JPEG-LS scan is damaged: an error passes its range");
        }
        var odd = mapped + kind;
        var magnitude = (odd + 1) >> 1;
        var negative = model.interruptionPrefersNegative(kind, k) == ((odd & 1) == 1);
        var error = negative ? -magnitude : magnitude;
        model.updateInterruption(kind, error, mapped);
        return error;
    }
}
