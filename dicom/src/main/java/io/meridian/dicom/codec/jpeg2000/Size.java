package io.meridian.dicom.codec.jpeg2000;

import static io.meridian.dicom.codec.CodecException.require;

import java.util.ArrayList;
import java.util.List;

/**
 * The SIZ segment (T.800 A.5.1): the picture from (x0, y0) to (x1, y1) on the reference grid, and
 * tiles of a size from an offset.
 */
record Size(
        int x0,
        int y0,
        int x1,
        int y1,
        int tileWidth,
        int tileHeight,
        int tileX,
        int tileY,
        List<Component> components) {
    /** Coordinates of the reference grid stay below this, so that sums are whole numbers. */
    private static final long LARGEST = 1 << 30;

    private static final int MAXIMUM_TILES = 65_535;

    /** A component: bits of a sample, and whether they are signed. */
    record Component(int precision, boolean signed) {}

    /** Reads what follows the length of the segment. */
    static Size read(Bytes segment) {
        var capabilities = segment.two();
        require((capabilities & 0x4000) == 0, "High-Throughput JPEG 2000 is not decoded");
        require((capabilities & 0x8000) == 0, "extensions of JPEG 2000 part 2 are not decoded");
        var numbers = new int[8];
        for (var i = 0; i < 8; i++) {
            var number = segment.four();
            // One tile that is said to be larger than all there can be is one tile.
            require(i == 4 || i == 5 || number < LARGEST, "the picture is too large");
            numbers[i] = (int) Math.min(number, LARGEST);
        }
        var count = segment.two();
        require(count >= 1 && count <= 4, "a picture of 1 to 4 components is needed");
        var components = new ArrayList<Component>();
        for (var i = 0; i < count; i++) {
            var depth = segment.one();
            components.add(new Component((depth & 0x7F) + 1, depth >= 0x80));
            require((depth & 0x7F) < 16, "samples must have 1 to 16 bits");
            var across = segment.one();
            var down = segment.one();
            require(
                    across == 1 && down == 1,
                    "components must be of the size of the picture; subsampled ones are not decoded");
        }
        var size =
                new Size(
                        numbers[2],
                        numbers[3],
                        numbers[0],
                        numbers[1],
                        numbers[4],
                        numbers[5],
                        numbers[6],
                        numbers[7],
                        List.copyOf(components));
        size.check();
        return size;
    }

    private void check() {
        require(x1 > x0 && y1 > y0, "the picture must have an area");
        require(
                tileWidth > 0
                        && tileHeight > 0
                        && tileX <= x0
                        && tileY <= y0
                        && (long) tileX + tileWidth > x0
                        && (long) tileY + tileHeight > y0,
                "the first tile must hold the first sample");
        require(
                (long) tilesAcross() * tilesDown() <= MAXIMUM_TILES,
                "a picture must have at most %d tiles".formatted(MAXIMUM_TILES));
    }

    int tilesAcross() {
        return Math.ceilDiv(x1 - tileX, tileWidth);
    }

    int tilesDown() {
        return Math.ceilDiv(y1 - tileY, tileHeight);
    }

    int tiles() {
        return tilesAcross() * tilesDown();
    }

    /** The part of the picture that a tile covers. */
    Area tile(int number) {
        var left = tileX + (long) (number % tilesAcross()) * tileWidth;
        var top = tileY + (long) (number / tilesAcross()) * tileHeight;
        return new Area(
                (int) Math.max(left, x0),
                (int) Math.max(top, y0),
                (int) Math.min(left + tileWidth, x1),
                (int) Math.min(top + tileHeight, y1));
    }
}
