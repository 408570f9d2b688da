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

    private final CodingStyle style;
    private final int precinctWidth;
    private final int precinctHeight;

    /** The precincts, as cells of their grid. */
    private final Area cells;

    Resolution(int level, Area area, List<Band> bands, CodingStyle style) {
        this.level = level;
        this.area = area;
        this.bands = List.copyOf(bands);
        this.style = style;
        precinctWidth = style.precincts()[level] & 15;
        precinctHeight = style.precincts()[level] >> 4;
        cells = area.cells(precinctWidth, precinctHeight);
    }

    long precincts() {
        return (long) cells.width() * cells.height();
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

    private long column(int number) {
        return (long) cells.x0() + number % cells.width();
    }

    private long row(int number) {
        return (long) cells.y0() + number / cells.width();
    }

    Precinct precinct(int component, int number, Area tile) {
        var reduction = style.levels() - level;
        var x = column(number) << (precinctWidth + reduction);
        var y = row(number) << (precinctHeight + reduction);
        return new Precinct(
                component, this, number, Math.max(x, tile.x0()), Math.max(y, tile.y0()));
    }

    List<Precinct.Part> parts(int number) {
        var width = precinctWidth - halving();
        var height = precinctHeight - halving();
        var parts = new ArrayList<Precinct.Part>(bands.size());
        for (var band : bands) {
            var area = band.area().within(column(number), row(number), width, height);
            parts.add(
                    new Precinct.Part(
                            area,
                            Math.min(style.blockWidth(), width),
                            Math.min(style.blockHeight(), height)));
        }
        return parts;
    }
}
