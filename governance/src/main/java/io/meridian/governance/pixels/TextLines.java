package io.meridian.governance.pixels;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Strokes that stand in a row like letters do. */
final class TextLines {
    private static final int LEAST_HEIGHT = 4;
    private static final int GREATEST_HEIGHT = 32;

    private TextLines() {}

    /** All rows of strokes, text or not, from left to right. */
    static Stream<TextLine> of(StrokeMap strokes) {
        var parts =
                StrokePart.of(strokes).stream()
                        .filter(part ->
                                part.height() >= LEAST_HEIGHT && part.height() <= GREATEST_HEIGHT)
                        .sorted(
                                Comparator.comparingInt(StrokePart::left)
                                        .thenComparingInt(StrokePart::top))
                        .toList();
        var open = new ArrayList<TextLine>();
        var done = new ArrayList<TextLine>();
        for (var part : parts) {
            place(part, open, done);
        }
        done.addAll(open);
        return done.stream();
    }

    private static void place(StrokePart part, List<TextLine> open, List<TextLine> done) {
        var taken = false;
        for (var lines = open.iterator(); lines.hasNext(); ) {
            var line = lines.next();
            if (line.isOver(part)) {
                done.add(line);
                lines.remove();
            } else if (!taken && line.takes(part)) {
                line.add(part);
                taken = true;
            }
        }
        if (!taken) {
            open.add(new TextLine(part));
        }
    }
}
