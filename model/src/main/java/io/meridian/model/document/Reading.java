package io.meridian.model.document;

import java.util.List;
import java.util.stream.Collectors;

/** What came of reading a document. */
public sealed interface Reading<T> {
    /** It is as it must be. */
    record Valid<T>(T value) implements Reading<T> {}

    /** It is not; everything that was found, in the order of the document. */
    record Invalid<T>(List<Problem> problems) implements Reading<T> {
        public Invalid {
            problems = List.copyOf(problems);
        }

        /** All problems, one a line. */
        public String summary() {
            return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
        }
    }

    /** The value, or an {@link IllegalArgumentException} that lists the problems. */
    default T orThrow() {
        return switch (this) {
            case Valid<T>(T value) -> value;
            case Invalid<T> invalid -> throw new IllegalArgumentException(invalid.summary());
        };
    }
}
