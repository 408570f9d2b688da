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
}
