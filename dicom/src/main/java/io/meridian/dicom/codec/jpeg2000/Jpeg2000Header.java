package io.meridian.dicom.codec.jpeg2000;

/**
 * What the main header says of the picture (T.800 A.5.1 and A.6.1).
 *
 * @param precision bits of a sample, the largest of all components
 * @param signed samples of the first component are signed
 * @param reversible coded with the 5/3 wavelet; lossless if nothing was left out
 */
public record Jpeg2000Header(
        int rows, int columns, int components, int precision, boolean signed, boolean reversible) {
    static Jpeg2000Header of(Size size, CodingStyle style) {
        return new Jpeg2000Header(
                size.y1() - size.y0(),
                size.x1() - size.x0(),
                size.components().size(),
                size.components().stream().mapToInt(Size.Component::precision).max().orElseThrow(),
                size.components().getFirst().signed(),
                style.reversible());
    }
}
