package io.meridian.governance.deidentification;

import java.util.Arrays;

/**
 * The action codes of PS3.15 Table E.1-1a. A compound code leaves the choice to the attribute's
 * type in the object's IOD; where that is not known the last and strongest form that keeps the
 * object conformant is taken: a dummy satisfies type 1, 2 and 3.
 */
public enum ActionCode {
    REMOVE("X", Action.REMOVE),
    EMPTY("Z", Action.EMPTY),
    DUMMY("D", Action.DUMMY),
    KEEP("K", Action.KEEP),
    CLEAN("C", Action.CLEAN),
    UID("U", Action.UID),
    EMPTY_OR_DUMMY("Z/D", Action.DUMMY),
    REMOVE_OR_EMPTY("X/Z", Action.EMPTY),
    REMOVE_OR_DUMMY("X/D", Action.DUMMY),
    REMOVE_OR_EMPTY_OR_DUMMY("X/Z/D", Action.DUMMY),
    REMOVE_OR_EMPTY_OR_UID("X/Z/U*", Action.UID);

    private final String symbol;
    private final Action action;

    ActionCode(String symbol, Action action) {
        this.symbol = symbol;
        this.action = action;
    }

    /** As printed in the standard, such as {@code X/Z/D}. */
    public String symbol() {
        return symbol;
    }

    /** What is carried out where the attribute's type is not known. */
    public Action action() {
        return action;
    }

    /** The code of that symbol. */
    public static ActionCode of(String symbol) {
        return Arrays.stream(values())
                .filter(code -> code.symbol.equals(symbol))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no action code of PS3.15 is written '%s'".formatted(symbol)));
    }
}
