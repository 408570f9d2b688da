package io.meridian.edge.account;

import java.util.Locale;

/** What a person does at this hospital. */
public enum Role {
    /** Looks after the machine. */
    ADMINISTRATOR,
    /** Answers for data: quarantine, labels, legal bases, data sets. */
    STEWARD,
    /** Sees patients, pictures and results; reviews. */
    RADIOLOGIST,
    /** Reads what may be asked of any result. */
    AUDITOR;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
