-- Columns named "sealed" are AES-256-GCM under a key derived from the site's master key; "lookup" columns are keyed hashes.

-- Who is one subject: decisions in order, and where each number leads now.
CREATE TABLE identity_event(
    sequence INTEGER PRIMARY KEY,
    kind     TEXT NOT NULL,
    lookup   TEXT,
    source   TEXT,
    target   TEXT NOT NULL,
    at       INTEGER NOT NULL
) STRICT;

CREATE TABLE identity_link(
    lookup  TEXT PRIMARY KEY,
    subject TEXT NOT NULL
) STRICT;
CREATE INDEX identity_link_subject ON identity_link(subject);

CREATE TABLE study(
    id       TEXT PRIMARY KEY,
    lookup   TEXT NOT NULL UNIQUE,
    subject  TEXT NOT NULL,
    sealed   BLOB NOT NULL,
    modality TEXT NOT NULL,
    received INTEGER NOT NULL,
    changed  INTEGER NOT NULL,
    -- receiving, complete
    state    TEXT NOT NULL,
    -- how many instances the last evaluation saw; a late one starts another
    evaluated INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX study_received ON study(received);
CREATE INDEX study_open ON study(changed) WHERE state = 'receiving';

CREATE TABLE instance(
    id       TEXT PRIMARY KEY,
    lookup   TEXT NOT NULL UNIQUE,
    study    TEXT NOT NULL REFERENCES study(id),
    subject  TEXT NOT NULL,
    sealed   BLOB NOT NULL,
    number   INTEGER NOT NULL,
    sop_class TEXT NOT NULL,
    modality TEXT NOT NULL,
    bytes    INTEGER NOT NULL,
    received INTEGER NOT NULL,
    -- pending, accepted, held
    research TEXT NOT NULL DEFAULT 'pending'
) STRICT;
CREATE INDEX instance_study ON instance(study, number);
CREATE INDEX instance_pending ON instance(received) WHERE research = 'pending';

CREATE TABLE quarantine(
    id       TEXT PRIMARY KEY,
    -- reception, research
    zone     TEXT NOT NULL,
    instance TEXT,
    received INTEGER NOT NULL,
    rule     TEXT NOT NULL,
    reason   TEXT NOT NULL,
    sop_class TEXT NOT NULL,
    bytes    INTEGER NOT NULL
) STRICT;
CREATE INDEX quarantine_received ON quarantine(received);
CREATE UNIQUE INDEX quarantine_instance ON quarantine(zone, instance) WHERE instance IS NOT NULL;

-- The intent (identity, time, UIDs) is written before the work, so that a retry makes the same record.
CREATE TABLE result(
    id       TEXT PRIMARY KEY,
    study    TEXT NOT NULL REFERENCES study(id),
    instance TEXT,
    instances INTEGER NOT NULL,
    release  TEXT,
    at       INTEGER NOT NULL,
    sealed   BLOB NOT NULL,
    -- pending, evaluated, not-evaluated, failed
    state    TEXT NOT NULL,
    finding  TEXT,
    label    TEXT,
    score    REAL,
    threshold REAL,
    reason   TEXT,
    reference TEXT,
    -- not-configured, waiting, sent, held
    pacs     TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX result_study ON result(study, at);
CREATE INDEX result_pending ON result(next_attempt) WHERE state = 'pending';
CREATE INDEX result_waiting ON result(next_attempt) WHERE pacs = 'waiting';

CREATE TABLE review(
    result   TEXT NOT NULL REFERENCES result(id),
    number   INTEGER NOT NULL,
    verdict  TEXT NOT NULL,
    finding  TEXT NOT NULL,
    sealed   BLOB NOT NULL,
    reviewer TEXT NOT NULL,
    at       INTEGER NOT NULL,
    entry    TEXT,
    PRIMARY KEY (result, number)
) STRICT;
