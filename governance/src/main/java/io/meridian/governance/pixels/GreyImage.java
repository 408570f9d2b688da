package io.meridian.governance.pixels;

/**
 * A picture in 8-bit grey, row by row, as a viewer would show it without windowing. Immutable as
 * long as its array is left alone.
 */
public final class GreyImage {
    private final int width;
    private final int height;
    private final byte[] pixels;

    private GreyImage(int width, int height, byte[] pixels) {
        this.width = width;
        this.height = height;
        this.pixels = pixels;
    }

    /** An image over unsigned bytes, {@code width * height} of them; not copied. */
    public static GreyImage of(int width, int height, byte[] pixels) {
        if (width < 1 || height < 1 || pixels.length != (long) width * height) {
            throw new IllegalArgumentException(
                    "a grey image of %d x %d needs as many pixels; got %d"
                            .formatted(width, height, pixels.length));
        }
        return new GreyImage(width, height, pixels);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Grey value in 0..255. */
    public int at(int x, int y) {
        return pixels[y * width + x] & 0xff;
    }

    /** Grey value in 0..255 of the pixel at {@code index = y * width + x}. */
    int at(int index) {
        return pixels[index] & 0xff;
    }

    /** Half the size, each pixel the mean of four. */
    GreyImage half() {
        var w = width / 2;
        var h = height / 2;
        var result = new byte[w * h];
        for (var y = 0; y < h; y++) {
            var upper = 2 * y * width;
            var lower = upper + width;
            for (var x = 0; x < w; x++) {
                var i = 2 * x;
                var sum = at(upper + i) + at(upper + i + 1) + at(lower + i) + at(lower + i + 1);
                result[y * w + x] = (byte) ((sum + 2) / 4);
            }
        }
        return new GreyImage(w, h, result);
    }

    GreyImage inverted() {
        var result = new byte[pixels.length];
        for (var i = 0; i < result.length; i++) {
            result[i] = (byte) ~pixels[i];
        }
        return new GreyImage(width, height, result);
    }
}
