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
        var values = frame.values();
        var maximum = frame.bitsStored() >= 31 ? Integer.MAX_VALUE : (1 << frame.bitsStored()) - 1;
        var shift = Math.max(0, Math.min(31, frame.bitsStored()) - 8);
        var widen = frame.bitsStored() < 8 ? 255.0 / maximum : 1;
        var half = (maximum + 1L) / 2.0;
        var colours = new int[frame.rows() * frame.columns()];
        for (var pixel = 0; pixel < colours.length; pixel++) {
            var a = values[pixel * 3];
            var b = values[pixel * 3 + 1];
            var c = values[pixel * 3 + 2];
            colours[pixel] =
                    conversion == Conversion.NONE
                            ? (level(a, maximum, shift, widen) << 16)
                                    | (level(b, maximum, shift, widen) << 8)
                                    | level(c, maximum, shift, widen)
                            : converted(conversion, a, b - half, c - half, maximum, shift, widen);
        }
        return colours;
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

    private static int converted(
            Conversion conversion,
            double y,
            double cb,
            double cr,
            int maximum,
            int shift,
            double widen) {
        double red;
        double green;
        double blue;
        if (conversion == Conversion.FULL) {
            red = y + 1.402 * cr;
            green = y - (0.114 * 1.772 / 0.587) * cb - (0.299 * 1.402 / 0.587) * cr;
            blue = y + 1.772 * cb;
        } else {
            var luminance = 1.1644 * (y - (maximum + 1.0) / 16);
            red = luminance + 1.5960 * cr;
            green = luminance - 0.3917 * cb - 0.8130 * cr;
            blue = luminance + 2.0173 * cb;
        }
        return (level(red, maximum, shift, widen) << 16)
                | (level(green, maximum, shift, widen) << 8)
                | level(blue, maximum, shift, widen);
    }

    private static int level(double value, int maximum, int shift, double widen) {
        var whole = Math.clamp(Math.round(value), 0, maximum) >> shift;
        return widen == 1 ? whole : (int) Math.round(whole * widen);
    }
}
