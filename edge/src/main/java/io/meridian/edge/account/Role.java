package io.meridian.edge.account;

import io.meridian.application.account.AccountRole;

/** What a person does at this hospital. */
public enum Role implements AccountRole {
    /** Looks after the machine. */
    ADMINISTRATOR,
    /** Answers for data: quarantine, labels, legal bases, data sets. */
    STEWARD,
    /** Sees patients, pictures and results; reviews. */
    RADIOLOGIST,
    /** Reads what may be asked of any result. */
    AUDITOR,
    /** A device that stores images over HTTP, and reads none. */
    MODALITY
}
