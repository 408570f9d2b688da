package io.meridian.artifact;

/** What a reference asks of the store: keep the parent's payload, or only the proof of it. */
public enum Holding {
    /** The parent's layers are kept as long as the child. */
    HOLDING("holding"),
    /** The parent's manifest is kept, its layers may go. */
    EVIDENTIAL("evidential");

    private final String word;

    Holding(String word) {
        this.word = word;
    }

    /** As written in a record. */
    public String word() {
        return word;
    }

    /** The holding with this word. */
    public static Holding of(String word) {
        for (var each : values()) {
            if (each.word.equals(word)) {
                return each;
            }
        }
        throw new IllegalArgumentException(
                "a parent is holding or evidential; this is not: " + word);
    }
}
