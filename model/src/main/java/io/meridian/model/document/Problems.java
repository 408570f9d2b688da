package io.meridian.model.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one document. Not thread-safe. */
final class Problems {
    private final List<Problem> found = new ArrayList<>();

    void add(int line, String field, String message) {
        Problem problem = new Problem(line, field, message);
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    List<Problem> sorted() {
        return found.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
    }
}
