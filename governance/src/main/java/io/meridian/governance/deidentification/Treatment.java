package io.meridian.governance.deidentification;

/**
 * What the engine does to an attribute: the standard's actions, and what our profiles make of
 * "clean" and of replacing.
 */
enum Treatment {
    REMOVE("X"),
    EMPTY("Z"),
    DUMMY("D"),
    KEEP("K"),
    UID("U"),
    /** Keep the words of the profile's list. */
    CLEAN_TEXT("C"),
    /** Keep the items, clean what is in them. */
    CLEAN_ITEMS("C"),
    /** Move dates by the subject's shift, leave times of day. */
    SHIFT("C"),
    /** The subject's research name, a value consistent with the VR as D asks for. */
    PSEUDONYM("D"),
    AGE_BAND("C");

    private final String letter;

    Treatment(String letter) {
        this.letter = letter;
    }

    /** Of PS3.15 Table E.1-1a. */
    String letter() {
        return letter;
    }
}
