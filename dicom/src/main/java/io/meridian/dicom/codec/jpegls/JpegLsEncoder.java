package io.meridian.dicom.codec.jpegls;

import io.meridian.dicom.codec.FrameSize;

/**
 * Encodes JPEG-LS frames with the default parameters; several components are interleaved by lines.
 */
public final class JpegLsEncoder {
    private JpegLsEncoder() {}

    /** Lossless. */
    public static byte[] encode(int[] samples, FrameSize size, int precision) {
        return encode(samples, size, precision, 0);
    }

    /**
     * Encodes a frame.
     *
     * @param samples rows × columns × components, colour by pixel, 0 to 2^precision - 1
     * @param precision 2 to 16 bits
     * @param near greatest difference that may be lost, 0 to 255
     */
    public static byte[] encode(int[] samples, FrameSize size, int precision, int near) {
        if (precision < 2 || precision > 16) {
            throw new IllegalArgumentException(
                    "JPEG-LS has 2 to 16 bits a sample, not " + precision);
        }
        if (samples.length != size.values() || size.samples() > 4) {
            throw new IllegalArgumentException(
                    "%d × %d × %d samples of 1 to 4 components are needed; there are %d"
                            .formatted(
                                    size.rows(), size.columns(), size.samples(), samples.length));
        }
        if (size.rows() > 0xFFFF || size.columns() > 0xFFFF) {
            throw new IllegalArgumentException(
                    "a JPEG-LS frame has at most 65,535 rows and columns");
        }
        var maximum = (1 << precision) - 1;
        if (near < 0 || near > Math.min(255, maximum / 2)) {
            throw new IllegalArgumentException("NEAR must be 0 to half of the greatest sample");
        }
        var bits = new BitWriter((int) Math.min(1 << 26, size.values() * (long) precision / 12));
        header(bits, size, precision, near);
        var model = new Model(Presets.of(maximum, near), near);
        var lines = new Lines(size.samples(), size.columns());
        var encoder = new LineEncoder(model, bits, size.columns());
        var runs = new int[size.samples()];
        for (var row = 0; row < size.rows(); row++) {
            for (var i = 0; i < runs.length; i++) {
                load(samples, size, row, i, lines.current()[i], maximum);
                runs[i] = encoder.line(lines.above()[i], lines.current()[i], runs[i]);
            }
            lines.advance();
        }
        bits.finish();
        bits.marker(0xFF, 0xD9);
        return bits.bytes();
    }

    private static void load(
            int[] samples, FrameSize size, int row, int component, int[] line, int maximum) {
        var at = row * size.columns() * size.samples() + component;
        for (var x = 1; x <= size.columns(); x++) {
            line[x] = samples[at] & maximum;
            at += size.samples();
        }
    }

    private static void header(BitWriter bits, FrameSize size, int precision, int near) {
        var components = size.samples();
        bits.marker(0xFF, 0xD8, 0xFF, 0xF7, 0, 8 + 3 * components, precision);
        bits.marker(size.rows() >> 8, size.rows(), size.columns() >> 8, size.columns());
        bits.marker(components);
        for (var i = 1; i <= components; i++) {
            bits.marker(i, 0x11, 0);
        }
        bits.marker(0xFF, 0xDA, 0, 6 + 2 * components, components);
        for (var i = 1; i <= components; i++) {
            bits.marker(i, 0);
        }
        bits.marker(near, components == 1 ? 0 : 1, 0);
    }
}
