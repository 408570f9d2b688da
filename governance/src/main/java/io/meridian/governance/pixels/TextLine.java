package io.meridian.governance.pixels;

import io.meridian.governance.pixels.BurnedInTextCheck.Region;

/** Parts in a row; grows to the right. Confined to one search. */
final class TextLine {
    private int left;
    private int top;
    private int right;
    private int bottom;
    private StrokePart last;

    TextLine(StrokePart first) {
        left = first.left();
        top = first.top();
        right = first.right();
        bottom = first.bottom();
        last = first;
    }

    private int width() {
        return right - left + 1;
    }

    private int height() {
        return bottom - top + 1;
    }

    Region region() {
        return new Region(left, top, width(), height());
    }

    /** Whether parts from here on are too far to the right. */
    boolean isOver(StrokePart part) {
        return part.left() > right + 2 * height() + 2;
    }

    /** Whether a part stands in the row: near enough, of like height, on the same line. */
    boolean takes(StrokePart part) {
        var tall = Math.max(height(), part.height());
        var low = Math.min(last.height(), part.height());
        var newTop = Math.min(top, part.top());
        var newBottom = Math.max(bottom, part.bottom());
        return part.left() <= right + Math.max(3, 3 * tall / 2)
                && 5 * low >= 2 * Math.max(last.height(), part.height())
                && 2 * (newBottom - newTop + 1) <= 3 * Math.min(height(), 28)
                && overlap(part) * 2 >= Math.min(height(), part.height());
    }

    private int overlap(StrokePart part) {
        return Math.min(bottom, part.bottom()) - Math.max(top, part.top()) + 1;
    }

    void add(StrokePart part) {
        top = Math.min(top, part.top());
        bottom = Math.max(bottom, part.bottom());
        right = Math.max(right, part.right());
        last = part;
    }

    /**
     * What distinguishes text from anatomy: many strokes side by side, of one brightness, filling
     * part of the row.
     */
    Evidence evidence(StrokeMap strokes) {
        var w = strokes.image().width();
        var runs = 0;
        var filled = 0;
        var sum = 0.0;
        var squares = 0.0;
        for (var y = top; y <= bottom; y++) {
            var peak = -1;
            for (var x = left; x <= right + 1; x++) {
                var inside = x <= right && strokes.mask()[y * w + x];
                if (inside) {
                    filled++;
                    peak = Math.max(peak, strokes.image().at(x, y));
                } else if (peak >= 0) {
                    runs++;
                    sum += peak;
                    squares += (double) peak * peak;
                    peak = -1;
                }
            }
        }
        var mean = runs == 0 ? 0 : sum / runs;
        var deviation = runs == 0 ? 0 : Math.sqrt(Math.max(0, squares / runs - mean * mean));
        return new Evidence(
                height(),
                (double) width() / height(),
                (double) runs / height(),
                (double) filled / (width() * height()),
                mean,
                deviation);
    }

    /**
     * Measurements of a row.
     *
     * @param height in pixels of the searched scale
     * @param length width in heights
     * @param strokes mean number of strokes that a horizontal line crosses
     * @param fill share of stroke pixels
     * @param brightness mean of the strokes' brightest pixels
     * @param spread their standard deviation
     */
    record Evidence(
            int height,
            double length,
            double strokes,
            double fill,
            double brightness,
            double spread) {
        boolean isText() {
            return length >= 1.8
                    && strokes >= 3
                    && strokes >= 0.6 * length
                    && fill >= 0.1
                    && fill <= 0.8
                    && spread <= 40;
        }
    }
}
