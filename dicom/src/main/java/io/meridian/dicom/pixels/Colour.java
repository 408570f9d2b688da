package io.meridian.dicom.pixels;

/**
 * Colour spaces to 24-bit RGB, by the equations of PS3.3 section C.7.6.3.1.2. Samples of more than
 * 8 bits are shown by their highest 8, after the conversion.
 */
final class Colour {
    private Colour() {}

    /** RGB of each pixel; pixels of YBR_RCT and YBR_ICT come as RGB from their decoder. */
    static int[] rgb(DecodedFrame frame) {
        if (frame.samples() != 3) {
            throw new PixelException(
                    "%d samples a pixel in %s cannot be shown; 1 or 3 can"
                            .formatted(frame.samples(), frame.photometricInterpretation()));
        }
        var conversion = conversion(frame.photometricInterpretation());
        var scale = new Scale(frame.bitsStored());
        var unsigned = frame.signed() ? -1L : 0xFFFFFFFFL;
        var values = frame.values();
        var colours = new int[frame.rows() * frame.columns()];
        for (var pixel = 0; pixel < colours.length; pixel++) {
            var first = (double) (values[pixel * 3] & unsigned);
            var second = (double) (values[pixel * 3 + 1] & unsigned);
            var third = (double) (values[pixel * 3 + 2] & unsigned);
            colours[pixel] =
                    switch (conversion) {
                        case NONE -> scale.colour(first, second, third);
                        case FULL -> full(scale, first, second, third);
                        case PARTIAL -> partial(scale, first, second, third);
                    };
        }
        return colours;
    }

    /** How samples of so many bits become levels of 8. */
    private record Scale(int bits) {
        long maximum() {
            return (1L << bits) - 1;
        }

        double half() {
            return (1L << bits) / 2.0;
        }

        int colour(double red, double green, double blue) {
            return (level(red) << 16) | (level(green) << 8) | level(blue);
        }

        private int level(double value) {
            var whole = Math.clamp(Math.round(value), 0L, maximum());
            return bits >= 8
                    ? (int) (whole >> (bits - 8))
                    : (int) Math.round(whole * 255.0 / maximum());
        }
    }

    private enum Conversion {
        NONE,
        FULL,
        PARTIAL
    }

    private static Conversion conversion(String photometric) {
        return switch (photometric) {
            case "RGB", "YBR_RCT", "YBR_ICT" -> Conversion.NONE;
            case "YBR_FULL", "YBR_FULL_422" -> Conversion.FULL;
            case "YBR_PARTIAL", "YBR_PARTIAL_422", "YBR_PARTIAL_420" -> Conversion.PARTIAL;
            default ->
                    throw new PixelException(
                            "PhotometricInterpretation must be RGB or a kind of YBR to be shown in colour");
        };
    }

    private static int full(Scale scale, double y, double blueness, double redness) {
        var cb = blueness - scale.half();
        var cr = redness - scale.half();
        return scale.colour(
                y + 1.402 * cr,
                y - (0.114 * 1.772 / 0.587) * cb - (0.299 * 1.402 / 0.587) * cr,
                y + 1.772 * cb);
    }

    private static int partial(Scale scale, double y, double blueness, double redness) {
        var luminance = 1.1644 * (y - scale.half() / 8);
        var cb = blueness - scale.half();
        var cr = redness - scale.half();
        return scale.colour(
                luminance + 1.5960 * cr,
                luminance - 0.3917 * cb - 0.8130 * cr,
                luminance + 2.0173 * cb);
    }
}
