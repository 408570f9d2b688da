package io.meridian.application.account;

import java.util.Locale;

/** What a person may do; each application has an enum of its own. */
public interface AccountRole {
    /** The enum constant's name. */
    String name();

    /** As stored and told: lower case. */
    default String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
