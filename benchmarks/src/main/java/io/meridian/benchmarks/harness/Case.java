package io.meridian.benchmarks.harness;

import java.util.List;

/**
 * One comparison within a benchmark.
 *
 * @param figures how a run's seconds are told, at least one
 */
public record Case(String name, Side ours, Side peer, List<Figure> figures) {
    public Case {
        figures = List.copyOf(figures);
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("a case tells at least one figure");
        }
    }
}
