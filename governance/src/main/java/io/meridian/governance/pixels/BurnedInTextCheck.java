package io.meridian.governance.pixels;

import java.util.Optional;

/**
 * Looks for lines of text in a picture: rows of thin strokes of one brightness and one height,
 * bright on dark or dark on bright, 6 to about 160 pixels high. It finds that there is text, not
 * what it says; a single letter such as an L or R marker is no line and passes. Stateless and
 * thread-safe.
 */
public final class BurnedInTextCheck {
    /** Text is looked for at this size and at halves of it until it would be smaller than this. */
    private static final int SMALLEST_SIDE = 24;

    private static final int MOST_SCALES = 4;

    /** Below this side in pixels ribs and vessels have the size of letters. */
    private static final int SMALL_PICTURE = 96;

    private BurnedInTextCheck() {}

    /**
     * Where the text is.
     *
     * @param x left edge in pixels of the picture, from 0
     * @param y upper edge
     */
    public record Region(int x, int y, int width, int height) {}

    /** The first line of text that is found; empty when there is none. */
    public static Optional<Region> find(GreyImage image) {
        var small = Math.min(image.width(), image.height()) < SMALL_PICTURE;
        var scaled = image;
        for (var scale = 0; scale < MOST_SCALES; scale++) {
            if (scale > 0 && Math.min(scaled.width(), scaled.height()) < 2 * SMALLEST_SIDE) {
                break;
            }
            if (scale > 0) {
                scaled = scaled.half();
            }
            var found = findAt(scaled, small);
            if (found.isPresent()) {
                var factor = 1 << scale;
                return found.map(line ->
                        new Region(
                                line.x() * factor,
                                line.y() * factor,
                                line.width() * factor,
                                line.height() * factor));
            }
        }
        return Optional.empty();
    }

    private static Optional<Region> findAt(GreyImage image, boolean small) {
        return line(StrokeMap.bright(image), small)
                .or(() -> line(StrokeMap.bright(image.inverted()), small));
    }

    private static Optional<Region> line(StrokeMap strokes, boolean small) {
        return TextLines.of(strokes)
                .filter(line -> line.evidence(strokes).isText(small))
                .map(TextLine::region)
                .findFirst();
    }
}
