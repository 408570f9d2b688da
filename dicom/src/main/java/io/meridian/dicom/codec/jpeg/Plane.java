package io.meridian.dicom.codec.jpeg;

import io.meridian.dicom.codec.jpeg.JpegHeader.Component;

/**
 * The samples of one component while its frame is decoded, and whole blocks around them. Samples of
 * 16 bits are kept unsigned in a short.
 */
final class Plane {
    final Component component;

    /** Samples that belong to the picture. */
    final int width;

    final int height;

    /** Samples of a line in {@link #samples}. */
    final int stride;

    final int lines;
    final short[] samples;

    /** A scan has brought this component. */
    boolean decoded;

    private Plane(Component component, int width, int height, int stride, int lines) {
        this.component = component;
        this.width = width;
        this.height = height;
        this.stride = stride;
        this.lines = lines;
        samples = new short[Math.multiplyExact(stride, lines)];
    }

    /** Room for whole MCUs of a frame; one data unit is {@code unit} × {@code unit} samples. */
    static Plane of(JpegHeader header, Component component, int unit) {
        var mcuWidth = header.maxHorizontal() * unit;
        var mcuHeight = header.maxVertical() * unit;
        var horizontal = component.horizontal();
        var vertical = component.vertical();
        return new Plane(
                component,
                ceiling(header.columns() * horizontal, header.maxHorizontal()),
                ceiling(header.rows() * vertical, header.maxVertical()),
                ceiling(header.columns(), mcuWidth) * horizontal * unit,
                ceiling(header.rows(), mcuHeight) * vertical * unit);
    }

    static int ceiling(int value, int divisor) {
        return (value + divisor - 1) / divisor;
    }
}
