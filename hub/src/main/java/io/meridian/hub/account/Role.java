package io.meridian.hub.account;

import java.util.Locale;

/** What a person does at the hub. */
public enum Role {
    /** Looks after accounts and everything else. */
    ADMIN,
    /** Invites hospitals, releases. */
    OPERATOR,
    /** Submits jobs and validations. */
    DEVELOPER,
    /** Reads what may be asked of anything. */
    AUDITOR;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
