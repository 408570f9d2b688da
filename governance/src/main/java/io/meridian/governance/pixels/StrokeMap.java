package io.meridian.governance.pixels;

/**
 * The thin bright structures of a picture: white top-hat with a square wider than a stroke, cut at
 * a threshold well above the picture's own noise.
 *
 * @param image the picture that was looked at
 * @param mask true where a stroke is, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one search, never compared
record StrokeMap(GreyImage image, boolean[] mask) {
    /** Half the side of the square: strokes up to twice this wide are seen. */
    private static final int RADIUS = 3;

    private static final int LEAST_CONTRAST = 28;
    private static final int NOISE_FACTOR = 5;

    static StrokeMap bright(GreyImage image) {
        var hat = topHat(image);
        var threshold = Math.max(LEAST_CONTRAST, NOISE_FACTOR * noise(image));
        var mask = new boolean[hat.length];
        for (var i = 0; i < hat.length; i++) {
            mask[i] = (hat[i] & 0xff) > threshold;
        }
        return new StrokeMap(image, mask);
    }

    private static byte[] topHat(GreyImage image) {
        var w = image.width();
        var h = image.height();
        var values = new byte[w * h];
        for (var i = 0; i < values.length; i++) {
            values[i] = (byte) image.at(i);
        }
        var opened = sweep(sweep(values, w, h, true), w, h, false);
        for (var i = 0; i < values.length; i++) {
            values[i] = (byte) ((values[i] & 0xff) - (opened[i] & 0xff));
        }
        return values;
    }

    /**
     * Least (or greatest) value of the square around each pixel; beyond the border nothing counts.
     */
    private static byte[] sweep(byte[] values, int w, int h, boolean least) {
        var flip = least ? 0 : 0xff;
        var across = new byte[values.length];
        for (var y = 0; y < h; y++) {
            for (var x = 0; x < w; x++) {
                var best = 0xff;
                var to = Math.min(w - 1, x + RADIUS);
                for (var i = Math.max(0, x - RADIUS); i <= to; i++) {
                    best = Math.min(best, (values[y * w + i] & 0xff) ^ flip);
                }
                across[y * w + x] = (byte) best;
            }
        }
        var result = new byte[values.length];
        for (var y = 0; y < h; y++) {
            var from = Math.max(0, y - RADIUS);
            var to = Math.min(h - 1, y + RADIUS);
            for (var x = 0; x < w; x++) {
                var best = 0xff;
                for (var i = from; i <= to; i++) {
                    best = Math.min(best, across[i * w + x] & 0xff);
                }
                result[y * w + x] = (byte) (best ^ flip);
            }
        }
        return result;
    }

    /**
     * Standard deviation of the noise: median of the absolute differences of diagonal neighbours'
     * mean, scaled (robust against edges).
     */
    private static int noise(GreyImage image) {
        var counts = new int[256];
        var total = 0;
        for (var y = 1; y < image.height() - 1; y += 2) {
            for (var x = 1; x < image.width() - 1; x += 2) {
                var mean = (image.at(x - 1, y) + image.at(x + 1, y)) / 2;
                counts[Math.abs(image.at(x, y) - mean)]++;
                total++;
            }
        }
        var seen = 0;
        var median = 0;
        while (median < 255 && (seen += counts[median]) * 2 < total) {
            median++;
        }
        return (int) Math.round(median * 1.48 / 1.22);
    }
}
