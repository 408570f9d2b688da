package io.meridian.governance.pixels;

import java.util.ArrayList;
import java.util.List;

/**
 * Strokes that touch, or almost: a letter, or a few.
 *
 * @param right and bottom are inclusive
 */
record StrokePart(int left, int top, int right, int bottom) {
    int width() {
        return right - left + 1;
    }

    int height() {
        return bottom - top + 1;
    }

    /**
     * The connected parts of a map whose strokes are widened by one pixel to each side, so that a
     * thin letter does not fall apart.
     */
    static List<StrokePart> of(StrokeMap strokes) {
        var w = strokes.image().width();
        var h = strokes.image().height();
        var open = widened(strokes.mask(), w);
        var parts = new ArrayList<StrokePart>();
        var stack = new int[64];
        for (var start = 0; start < open.length; start++) {
            if (!open[start]) {
                continue;
            }
            var depth = 0;
            stack[depth++] = start;
            open[start] = false;
            var left = w;
            var right = 0;
            var top = h;
            var bottom = 0;
            while (depth > 0) {
                var at = stack[--depth];
                var x = at % w;
                var y = at / w;
                left = Math.min(left, x);
                right = Math.max(right, x);
                top = Math.min(top, y);
                bottom = Math.max(bottom, y);
                if (depth + 8 > stack.length) {
                    stack = java.util.Arrays.copyOf(stack, stack.length * 2);
                }
                for (var j = Math.max(0, y - 1); j <= Math.min(h - 1, y + 1); j++) {
                    for (var i = Math.max(0, x - 1); i <= Math.min(w - 1, x + 1); i++) {
                        if (open[j * w + i]) {
                            open[j * w + i] = false;
                            stack[depth++] = j * w + i;
                        }
                    }
                }
            }
            parts.add(new StrokePart(left, top, right, bottom));
        }
        return parts;
    }

    private static boolean[] widened(boolean[] mask, int w) {
        var result = mask.clone();
        for (var i = 0; i < mask.length; i++) {
            if (mask[i]) {
                if (i % w > 0) {
                    result[i - 1] = true;
                }
                if (i % w < w - 1) {
                    result[i + 1] = true;
                }
            }
        }
        return result;
    }
}
