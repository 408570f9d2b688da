package io.meridian.governance.annotation;

import java.util.Locale;
import java.util.Optional;

/** The three parts of a data-set version. */
public enum Split {
    TRAIN,
    VALIDATION,
    TEST;

    /** The word used in files and records: {@code train}, {@code validation} or {@code test}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The split of that word. */
    public static Optional<Split> of(String word) {
        return switch (word) {
            case "train" -> Optional.of(TRAIN);
            case "validation" -> Optional.of(VALIDATION);
            case "test" -> Optional.of(TEST);
            default -> Optional.empty();
        };
    }
}
