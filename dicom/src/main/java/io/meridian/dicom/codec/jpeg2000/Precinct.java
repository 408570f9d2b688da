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
            var cells = area.cells(blockWidth, blockHeight);
            across = cells.width();
            blocks = new CodeBlock[across * cells.height()];
            for (var i = 0; i < blocks.length; i++) {
                blocks[i] =
                        new CodeBlock(
                                area.within(
                                        cells.x0() + i % across,
                                        cells.y0() + i / across,
                                        blockWidth,
                                        blockHeight));
            }
            inclusion = blocks.length == 0 ? null : new TagTree(across, cells.height());
            zeroPlanes = blocks.length == 0 ? null : new TagTree(across, cells.height());
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
