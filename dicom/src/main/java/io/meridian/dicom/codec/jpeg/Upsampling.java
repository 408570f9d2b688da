package io.meridian.dicom.codec.jpeg;

/**
 * Brings the planes of a frame to its full size, colour by pixel.
 *
 * <p>Chrominance of half the width, or of half the width and height, is interpolated by the
 * triangle filter (¾ of the nearer sample, ¼ of the farther one) with which the Independent JPEG
 * Group's library, and so GDCM, dcmtk and Pillow, answer by default. Other factors, planes at most
 * two samples wide and lossless frames repeat samples, as those do; where factors are no whole
 * ratio, the sample that covers the pixel is taken.
 */
final class Upsampling {
    private final JpegHeader header;
    private final int[] to;

    Upsampling(JpegHeader header) {
        this.header = header;
        to =
                new int
                        [Math.multiplyExact(
                                header.rows() * header.columns(), header.components().size())];
    }

    int[] samples() {
        return to;
    }

    void add(Plane plane, int component) {
        var horizontal = header.maxHorizontal();
        var vertical = header.maxVertical();
        var factorX = plane.component.horizontal();
        var factorY = plane.component.vertical();
        var smooth = !header.lossless() && horizontal == 2 * factorX && plane.width > 2;
        if (smooth && vertical == factorY) {
            halfWidth(plane, component);
        } else if (smooth && vertical == 2 * factorY) {
            halfBoth(plane, component);
        } else {
            repeated(plane, component);
        }
    }

    private void repeated(Plane plane, int component) {
        var step = header.components().size();
        var columns = header.columns();
        var horizontal = header.maxHorizontal();
        var vertical = header.maxVertical();
        var at = component;
        for (var y = 0; y < header.rows(); y++) {
            var line = y * plane.component.vertical() / vertical * plane.stride;
            if (plane.component.horizontal() == horizontal) {
                for (var x = line; x < line + columns; x++, at += step) {
                    to[at] = plane.samples[x] & 0xFFFF;
                }
            } else {
                for (var x = 0; x < columns; x++, at += step) {
                    var column = x * plane.component.horizontal() / horizontal;
                    to[at] = plane.samples[line + column] & 0xFFFF;
                }
            }
        }
    }

    private void halfWidth(Plane plane, int component) {
        var step = header.components().size();
        var at = component;
        for (var y = 0; y < header.rows(); y++) {
            var line = y * plane.stride;
            for (var x = 0; x < header.columns(); x++, at += step) {
                var near = plane.samples[line + x / 2];
                var far = plane.samples[line + neighbour(x, plane.width)];
                to[at] = (3 * near + far + 1 + (x & 1)) >> 2;
            }
        }
    }

    private void halfBoth(Plane plane, int component) {
        var step = header.components().size();
        var sums = new int[plane.width];
        var at = component;
        for (var y = 0; y < header.rows(); y++) {
            var near = y / 2 * plane.stride;
            var far = neighbour(y, plane.height) * plane.stride;
            for (var x = 0; x < plane.width; x++) {
                sums[x] = 3 * plane.samples[near + x] + plane.samples[far + x];
            }
            for (var x = 0; x < header.columns(); x++, at += step) {
                to[at] = (3 * sums[x / 2] + sums[neighbour(x, plane.width)] + 8 - (x & 1)) >> 4;
            }
        }
    }

    /** The sample on the other side of a pixel, or at the border the same one. */
    private static int neighbour(int pixel, int size) {
        return Math.clamp(pixel / 2L + ((pixel & 1) == 0 ? -1 : 1), 0, size - 1);
    }
}
