package io.meridian.artifact;

/**
 * How far a kind of record may travel. Part of its media type; the order is from wide to narrow.
 */
public enum Disclosure {
    /** Anyone may have it. */
    PUBLIC("public"),
    /** The hub may have it, and whom the hub lets. */
    HUB("hub"),
    /** It never leaves the edge that made it. */
    EDGE_ONLY("edge-only");

    private final String word;

    Disclosure(String word) {
        this.word = word;
    }

    /** As written in the table of kinds. */
    public String word() {
        return word;
    }

    /** The class with this word. */
    public static Disclosure of(String word) {
        for (var each : values()) {
            if (each.word.equals(word)) {
                return each;
            }
        }
        throw new IllegalArgumentException(
                "a disclosure is public, hub or edge-only; this is not: " + word);
    }

    /** Whether a store that takes records up to {@code reach} may take one of this class. */
    public boolean mayReach(Disclosure reach) {
        return compareTo(reach) <= 0;
    }
}
