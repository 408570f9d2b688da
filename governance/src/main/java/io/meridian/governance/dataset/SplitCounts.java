package io.meridian.governance.dataset;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Images by split and label. Edge-only; what leaves the hospital is {@linkplain Statistics
 * suppressed} first.
 *
 * @param cells by the split's word, then the label's value; every split is there
 */
public record SplitCounts(Map<String, Map<String, Integer>> cells) {
    static SplitCounts of(List<Member> members) {
        var cells = new TreeMap<String, Map<String, Integer>>();
        for (var split : io.meridian.governance.annotation.Split.values()) {
            cells.put(split.word(), new TreeMap<>());
        }
        for (var member : members) {
            cells.getOrDefault(member.split().word(), Map.of())
                    .merge(member.label(), 1, Integer::sum);
        }
        return new SplitCounts(cells);
    }

    /** Images in all. */
    public int total() {
        return cells.values().stream()
                .flatMap(labels -> labels.values().stream())
                .mapToInt(Integer::intValue)
                .sum();
    }
}
