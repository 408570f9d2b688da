package io.meridian.governance.deidentification;

/** What is done to one attribute. */
public enum Action {
    REMOVE("X"),
    EMPTY("Z"),
    DUMMY("D"),
    KEEP("K"),
    CLEAN("C"),
    UID("U");

    private final String letter;

    Action(String letter) {
        this.letter = letter;
    }

    /** The letter of PS3.15 Table E.1-1a. */
    public String letter() {
        return letter;
    }
}
