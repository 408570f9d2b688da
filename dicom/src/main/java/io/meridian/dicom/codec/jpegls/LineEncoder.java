package io.meridian.dicom.codec.jpegls;

import static io.meridian.dicom.codec.jpegls.Model.RUN_BITS;

/** Encodes the lines of a scan; near-lossless lines come back as a decoder will see them. */
final class LineEncoder {
    private final Model model;
    private final BitWriter bits;
    private final int columns;

    LineEncoder(Model model, BitWriter bits, int columns) {
        this.model = model;
        this.bits = bits;
        this.columns = columns;
    }

    /**
     * One component's line.
     *
     * @return the run index after it
     */
    int line(int[] above, int[] line, int runIndex) {
        Lines.extend(above, line, columns);
        var index = runIndex;
        var x = 1;
        while (x <= columns) {
            var left = line[x - 1];
            var region = model.region(left, above[x], above[x - 1], above[x + 1]);
            if (region != 0) {
                line[x] = regular(region, left, above[x], above[x - 1], line[x]);
                x++;
                continue;
            }
            var start = x;
            while (x <= columns && Math.abs(line[x] - left) <= model.near) {
                line[x++] = left;
            }
            index = run(x - start, x > columns, index);
            if (x <= columns) {
                line[x] = interruption(index, left, above[x], line[x]);
                index = Math.max(0, index - 1);
                x++;
            }
        }
        return index;
    }

    private int run(int length, boolean endsLine, int runIndex) {
        var index = runIndex;
        var left = length;
        while (left >= 1 << RUN_BITS[index]) {
            bits.number(1, 1);
            left -= 1 << RUN_BITS[index];
            index = Math.min(index + 1, RUN_BITS.length - 1);
        }
        if (!endsLine) {
            bits.number(left, 1 + RUN_BITS[index]);
        } else if (left > 0) {
            bits.number(1, 1);
        }
        return index;
    }

    private int regular(int region, int left, int up, int aboveLeft, int value) {
        var sign = region >> 31;
        var context = ((region ^ sign) - sign) << 2;
        var contexts = model.contexts;
        var correction = (contexts[context + 2] ^ sign) - sign;
        var prediction = model.clamped(Model.predicted(left, up, aboveLeft) + correction);
        var k = Model.golomb(contexts[context], contexts[context + 3]);
        var error = reduced(((value - prediction) ^ sign) - sign);
        var turned = model.mirrors(context, k) ? ~error : error;
        bits.golomb(turned << 1 ^ turned >> 31, k, model.limit, model.errorBits);
        model.update(context, error);
        return model.near == 0 ? value : model.sample(prediction, (error ^ sign) - sign);
    }

    private int interruption(int index, int left, int up, int value) {
        var kind = Math.abs(left - up) <= model.near ? 1 : 0;
        var prediction = kind == 1 ? left : up;
        var sign = kind == 0 && left > up ? -1 : 0;
        var error = reduced(((value - prediction) ^ sign) - sign);
        var k = model.interruptionGolomb(kind);
        var prefers = model.interruptionPrefersNegative(kind, k);
        var map = error != 0 && error < 0 == prefers ? 1 : 0;
        var mapped = 2 * Math.abs(error) - kind - map;
        bits.golomb(mapped, k, model.limit - RUN_BITS[index] - 1, model.errorBits);
        model.updateInterruption(kind, error, mapped);
        return model.near == 0 ? value : model.sample(prediction, (error ^ sign) - sign);
    }

    /** Quantised and brought into the range (T.87 sections A.4.4 and A.4.5). */
    private int reduced(int difference) {
        var error =
                model.near == 0
                        ? difference
                        : difference > 0
                                ? (difference + model.near) / model.quantum
                                : -(model.near - difference) / model.quantum;
        if (error < 0) {
            error += model.range;
        }
        return error >= (model.range + 1) / 2 ? error - model.range : error;
    }
}
