package io.meridian.governance.residual;

import java.util.Locale;

/** What sort of identifier was found; all that a finding tells. */
public enum IdentifierKind {
    NAME,
    NUMBER,
    DATE,
    CONTACT,
    UID;

    /** The word used in reasons. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
