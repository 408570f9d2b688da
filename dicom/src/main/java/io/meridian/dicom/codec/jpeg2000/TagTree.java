package io.meridian.dicom.codec.jpeg2000;

/** A tag tree (T.800 B.10.2): the smallest of four numbers stands in the level above. */
final class TagTree {
    private static final int UNKNOWN = Integer.MAX_VALUE;

    private final int[] starts;
    private final int[] widths;
    private final int[] values;
    private final int[] bounds;

    /** The leaves are width × height. */
    TagTree(int width, int height) {
        var levels = 1;
        for (int w = width, h = height; w > 1 || h > 1; w = (w + 1) / 2, h = (h + 1) / 2) {
            levels++;
        }
        starts = new int[levels];
        widths = new int[levels];
        var total = 0;
        var w = width;
        var h = height;
        for (var level = 0; level < levels; level++) {
            starts[level] = total;
            widths[level] = w;
            total += w * h;
            w = (w + 1) / 2;
            h = (h + 1) / 2;
        }
        values = new int[total];
        bounds = new int[total];
        java.util.Arrays.fill(values, UNKNOWN);
    }

    /** Reads until it is known whether a leaf is below a threshold; true if it is. */
    boolean below(int x, int y, int threshold, PacketBits bits) {
        var bound = 0;
        for (var level = starts.length - 1; level >= 0; level--) {
            var node = starts[level] + (y >> level) * widths[level] + (x >> level);
            bound = Math.max(bound, bounds[node]);
            while (bound < threshold && bound < values[node]) {
                if (bits.bit() == 1) {
                    values[node] = bound;
                } else {
                    bound++;
                }
            }
            bounds[node] = bound;
        }
        return values[starts[0] + y * widths[0] + x] < threshold;
    }
}
