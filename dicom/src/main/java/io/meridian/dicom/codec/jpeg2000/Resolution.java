package io.meridian.dicom.codec.jpeg2000;

import java.util.ArrayList;
import java.util.List;

/**
 * A resolution of a tile's component: its bands and how precincts divide them (T.800 B.5 to B.7).
 */
final class Resolution {
    final int level;
    final Area area;
    final List<Band> bands;

    /** Precincts across and down. */
    final int across;

    final int down;

    private final CodingStyle style;
    private final int precinctWidth;
    private final int precinctHeight;
    private final int left;
    private final int top;

    Resolution(int level, Area area, List<Band> bands, CodingStyle style) {
        this.level = level;
        this.area = area;
        this.bands = List.copyOf(bands);
        this.style = style;
        precinctWidth = style.precincts()[level] & 15;
        precinctHeight = style.precincts()[level] >> 4;
        left = area.x0() >> precinctWidth;
        top = area.y0() >> precinctHeight;
        across = area.isEmpty() ? 0 : ((area.x1() - 1) >> precinctWidth) + 1 - left;
        down = area.isEmpty() ? 0 : ((area.y1() - 1) >> precinctHeight) + 1 - top;
    }

    long precincts() {
        return (long) across * down;
    }

    /** Code-blocks of all its precincts, at most. */
    long blocks() {
        var width = Math.min(style.blockWidth(), precinctWidth - halving());
        var height = Math.min(style.blockHeight(), precinctHeight - halving());
        var count = 0L;
        for (var band : bands) {
            count +=
                    ((band.area().width() >> width) + 2L) * ((band.area().height() >> height) + 2L);
        }
        return count;
    }

    private int halving() {
        return level == 0 ? 0 : 1;
    }

    Precinct precinct(int component, int number, Area tile) {
        var reduction = style.levels() - level;
        var x = (long) (left + number % across) << (precinctWidth + reduction);
        var y = (long) (top + number / across) << (precinctHeight + reduction);
        return new Precinct(
                component, this, number, Math.max(x, tile.x0()), Math.max(y, tile.y0()));
    }

    List<Precinct.Part> parts(int number) {
        var width = precinctWidth - halving();
        var height = precinctHeight - halving();
        var x = (long) left + number % across;
        var y = (long) top + number / across;
        var parts = new ArrayList<Precinct.Part>(bands.size());
        for (var band : bands) {
            var area =
                    band.area()
                            .intersection(
                                    x << width, y << height, (x + 1) << width, (y + 1) << height);
            parts.add(
                    new Precinct.Part(
                            area,
                            Math.min(style.blockWidth(), width),
                            Math.min(style.blockHeight(), height)));
        }
        return parts;
    }
}
