package io.meridian.hub.account;

import io.meridian.application.account.AccountRole;

/** What a person does at the hub. */
public enum Role implements AccountRole {
    /** Looks after accounts and everything else. */
    ADMIN,
    /** Invites hospitals, releases. */
    OPERATOR,
    /** Submits jobs and validations. */
    DEVELOPER,
    /** Reads what may be asked of anything. */
    AUDITOR
}
