package io.meridian.dicom.codec.jpeg2000;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A precinct of a resolution: for each band its code-blocks, made when the first packet needs them.
 */
final class Precinct {
    /** The code-blocks that a precinct has in a band, with the trees of its packet headers. */
    static final class Part {
        final int across;
        final CodeBlock[] blocks;
        final @Nullable TagTree inclusion;
        final @Nullable TagTree zeroPlanes;

        Part(Area area, int blockWidth, int blockHeight) {
            var left = area.x0() >> blockWidth;
            var top = area.y0() >> blockHeight;
            across = area.isEmpty() ? 0 : ((area.x1() - 1) >> blockWidth) + 1 - left;
            var down = area.isEmpty() ? 0 : ((area.y1() - 1) >> blockHeight) + 1 - top;
            blocks = new CodeBlock[across * down];
            for (var i = 0; i < blocks.length; i++) {
                var x = (long) left + i % across;
                var y = (long) top + i / across;
                blocks[i] =
                        new CodeBlock(
                                area.intersection(
                                        x << blockWidth,
                                        y << blockHeight,
                                        (x + 1) << blockWidth,
                                        (y + 1) << blockHeight));
            }
            inclusion = blocks.length == 0 ? null : new TagTree(across, down);
            zeroPlanes = blocks.length == 0 ? null : new TagTree(across, down);
        }
    }

    final int component;
    final Resolution resolution;

    /** Its number in the resolution. */
    final int number;

    /** Where it begins on the reference grid, within the tile. */
    final long x;

    final long y;

    /** The first layer that no packet has brought. */
    int nextLayer;

    private @Nullable List<Part> parts;

    Precinct(int component, Resolution resolution, int number, long x, long y) {
        this.component = component;
        this.resolution = resolution;
        this.number = number;
        this.x = x;
        this.y = y;
    }

    boolean hasParts() {
        return parts != null;
    }

    List<Part> parts() {
        if (parts == null) {
            parts = resolution.parts(number);
        }
        return parts;
    }
}
