package io.meridian.dicom.codec.jpeg2000;

import java.util.ArrayList;
import java.util.List;

/**
 * A component of a tile: its resolutions, lowest first.
 *
 * @param shift of a region of interest (T.800 annex H), 0 for none
 */
record TileComponent(Area area, CodingStyle style, int shift, List<Resolution> resolutions) {
    static TileComponent of(
            Area tile, int precision, CodingStyle style, Quantisation quantisation, int shift) {
        var resolutions = new ArrayList<Resolution>();
        for (var level = 0; level <= style.levels(); level++) {
            var area = tile.reduced(style.levels() - level, 0, 0);
            var lower = level == 0 ? area : tile.reduced(style.levels() - level + 1, 0, 0);
            var bands = new ArrayList<Band>();
            for (var orientation = level == 0 ? 0 : 1;
                    orientation <= (level == 0 ? 0 : 3);
                    orientation++) {
                var moveX = orientation & 1;
                var moveY = orientation >> 1;
                var times = style.levels() - level + (level == 0 ? 0 : 1);
                var number = level == 0 ? 0 : 3 * (level - 1) + orientation;
                var exponent = quantisation.exponent(number);
                // The gain of a band is its number of high-pass filters (T.800 table E.1).
                var range = precision + moveX + moveY;
                var step = Math.scalb(1 + quantisation.mantissa(number) / 2048f, range - exponent);
                bands.add(
                        new Band(
                                orientation,
                                tile.reduced(times, moveX, moveY),
                                moveX * lower.width(),
                                moveY * lower.height(),
                                quantisation.guardBits() + exponent - 1,
                                style.reversible() ? 1 : step));
            }
            resolutions.add(new Resolution(level, area, bands, style));
        }
        return new TileComponent(tile, style, shift, List.copyOf(resolutions));
    }
}
