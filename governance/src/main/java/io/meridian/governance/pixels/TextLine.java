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
        var peaks = new Spread();
        var gaps = new Spread();
        var filled = 0;
        for (var y = top; y <= bottom; y++) {
            var peak = -1;
            var gap = 256;
            for (var x = left; x <= right; x++) {
                var value = strokes.image().at(x, y);
                if (strokes.mask()[y * w + x]) {
                    filled++;
                    if (peak < 0 && gap < 256) {
                        gaps.add(gap);
                    }
                    gap = 256;
                    peak = Math.max(peak, value);
                } else {
                    if (peak >= 0) {
                        peaks.add(peak);
                    }
                    peak = -1;
                    gap = Math.min(gap, value);
                }
            }
            if (peak >= 0) {
                peaks.add(peak);
            }
        }
        return new Evidence(
                height(),
                (double) width() / height(),
                (double) peaks.count / height(),
                (double) filled / (width() * height()),
                peaks.mean(),
                peaks.deviation(),
                peaks.mean() - gaps.mean());
    }

    private static final class Spread {
        int count;
        double sum;
        double squares;

        void add(int value) {
            count++;
            sum += value;
            squares += (double) value * value;
        }

        double mean() {
            return count == 0 ? 0 : sum / count;
        }

        double deviation() {
            return count == 0 ? 0 : Math.sqrt(Math.max(0, squares / count - mean() * mean()));
        }
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
     * @param contrast brightness above the darkest pixels between the strokes
     */
    record Evidence(
            int height,
            double length,
            double strokes,
            double fill,
            double brightness,
            double spread,
            double contrast) {
        /**
         * The fewer strokes, the brighter and the more alike they must be to be taken for text.
         *
         * @param small whether the whole picture is so small that its anatomy has the size of
         *     letters
         */
        boolean isText(boolean small) {
            if (length < 1.8 || strokes < 0.8 * length || fill < 0.1 || fill > 0.8) {
                return false;
            }
            var likeness = spread / Math.max(1, contrast);
            if (strokes >= 8) {
                return contrast >= 45 && likeness <= 0.45;
            }
            if (small) {
                return (strokes >= 5 && contrast >= 60 && likeness <= 0.32)
                        || (strokes >= 3 && contrast >= 65 && likeness <= 0.19)
                        || (strokes >= 3 && contrast >= 95 && likeness <= 0.32);
            }
            return strokes >= 3 && contrast >= 60 && likeness <= 0.4;
        }
    }
}
