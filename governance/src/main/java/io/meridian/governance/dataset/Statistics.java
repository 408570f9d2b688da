package io.meridian.governance.dataset;

import java.util.Map;
import java.util.TreeMap;

/**
 * What may be told outside the hospital about a version: images by split and label, small cells
 * suppressed.
 *
 * @param threshold cells below it (and above zero) are suppressed
 * @param cells by split and label; a suppressed cell is {@link #SUPPRESSED}
 * @param units subjects (or images) in all, suppressed like a cell
 * @param total images in all, suppressed as soon as any cell is, because the cell could be computed
 *     from it
 */
public record Statistics(
        int threshold, Map<String, Map<String, Integer>> cells, int units, int total) {
    /** The value of a suppressed number. */
    public static final int SUPPRESSED = -1;

    static Statistics of(SplitCounts counts, int units, int threshold) {
        var cells = new TreeMap<String, Map<String, Integer>>();
        var hidden = false;
        for (var row : counts.cells().entrySet()) {
            var shown = new TreeMap<String, Integer>();
            for (var cell : row.getValue().entrySet()) {
                var value = suppress(cell.getValue(), threshold);
                hidden |= value == SUPPRESSED;
                shown.put(cell.getKey(), value);
            }
            cells.put(row.getKey(), shown);
        }
        return new Statistics(
                threshold, cells, suppress(units, threshold), hidden ? SUPPRESSED : counts.total());
    }

    private static int suppress(int value, int threshold) {
        return value > 0 && value < threshold ? SUPPRESSED : value;
    }
}
