package io.meridian.artifact.lineage;

/** What a walk found at a reference. */
public enum LineageState {
    /** It is here; its digest, signature or place in a signed journal, and form are right. */
    VERIFIED("verified"),
    /** It is not here and need not be: another site holds it. */
    HELD_ELSEWHERE("held-elsewhere"),
    /** It was here; its subject's key was destroyed, or its time of retention is over. */
    ERASED("erased"),
    /** It should be here and is not, or what is here cannot be relied on. */
    MISSING("missing");

    private final String word;

    LineageState(String word) {
        this.word = word;
    }

    /** As shown and sent. */
    public String word() {
        return word;
    }
}
