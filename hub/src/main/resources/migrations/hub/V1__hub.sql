CREATE TABLE account(
    username TEXT PRIMARY KEY,
    organisation TEXT NOT NULL DEFAULT 'hub',
    password TEXT NOT NULL,
    roles    TEXT NOT NULL,
    created  INTEGER NOT NULL
) STRICT;

CREATE TABLE session(
    token    TEXT PRIMARY KEY,
    username TEXT NOT NULL REFERENCES account(username) ON DELETE CASCADE,
    expires  INTEGER NOT NULL
) STRICT;

-- Invitations, by the hash of their secret.
CREATE TABLE enrolment_token(
    hash    TEXT PRIMARY KEY,
    site    TEXT NOT NULL,
    expires INTEGER NOT NULL,
    used    INTEGER
) STRICT;

-- A hospital: who it is, what it is asked (generation), what it said last (observed).
CREATE TABLE site(
    name          TEXT PRIMARY KEY,
    title         TEXT NOT NULL,
    organisation  TEXT NOT NULL,
    manifest_key  TEXT,
    enrolled      INTEGER,
    revoked       INTEGER,
    generation    INTEGER NOT NULL DEFAULT 1,
    applied       INTEGER NOT NULL DEFAULT 0,
    last_seen     INTEGER,
    inventory     TEXT,
    counts        TEXT,
    journal_size  INTEGER NOT NULL DEFAULT 0,
    journal_head  BLOB,
    countersigned INTEGER NOT NULL DEFAULT 0,
    countersignature BLOB,
    journal_alarm TEXT
) STRICT;

-- Desired state: what a site is asked for now.
CREATE TABLE item(
    site     TEXT NOT NULL REFERENCES site(name),
    id       TEXT NOT NULL,
    kind     TEXT NOT NULL,
    revision INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY(site, id)
) STRICT;

-- Observed state: the last that a site said about an item.
CREATE TABLE status(
    site     TEXT NOT NULL REFERENCES site(name),
    id       TEXT NOT NULL,
    revision INTEGER NOT NULL,
    phase    TEXT NOT NULL,
    reason   TEXT NOT NULL,
    document TEXT NOT NULL,
    changed  INTEGER NOT NULL,
    PRIMARY KEY(site, id)
) STRICT;

-- Events of edges that had their effect.
CREATE TABLE event_seen(
    site TEXT NOT NULL,
    id   TEXT NOT NULL,
    at   INTEGER NOT NULL,
    PRIMARY KEY(site, id)
) STRICT;

CREATE TABLE dataset(
    digest  TEXT PRIMARY KEY,
    site    TEXT NOT NULL REFERENCES site(name),
    name    TEXT NOT NULL,
    version INTEGER NOT NULL,
    created INTEGER NOT NULL
) STRICT;
CREATE INDEX dataset_name ON dataset(name, site, created);

CREATE TABLE job(
    id           TEXT PRIMARY KEY,
    organisation TEXT NOT NULL,
    document     TEXT NOT NULL,
    state        TEXT NOT NULL,
    reason       TEXT,
    manifest     TEXT NOT NULL,
    graph        TEXT NOT NULL,
    weights      TEXT NOT NULL,
    created      INTEGER NOT NULL
) STRICT;

CREATE TABLE round(
    job      TEXT NOT NULL REFERENCES job(id),
    round    INTEGER NOT NULL,
    state    TEXT NOT NULL,
    manifest TEXT,
    weights  TEXT,
    opened   INTEGER NOT NULL,
    closed   INTEGER,
    PRIMARY KEY(job, round)
) STRICT;

-- Updates that count, with what their rounds and packages name; refused ones with the reason.
CREATE TABLE update_offer(
    job      TEXT NOT NULL,
    round    INTEGER NOT NULL,
    site     TEXT NOT NULL,
    manifest TEXT NOT NULL,
    weights  TEXT,
    accepted INTEGER NOT NULL,
    reason   TEXT,
    examples INTEGER NOT NULL,
    metrics  TEXT NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY(job, round, site, manifest)
) STRICT;

CREATE TABLE package(
    digest     TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    job        TEXT NOT NULL,
    network    TEXT NOT NULL,
    parameters INTEGER NOT NULL,
    dataset    TEXT NOT NULL,
    gate       TEXT NOT NULL DEFAULT 'none',
    report     TEXT,
    created    INTEGER NOT NULL
) STRICT;

CREATE TABLE validation(
    id       TEXT PRIMARY KEY,
    package  TEXT NOT NULL REFERENCES package(digest),
    dataset  TEXT NOT NULL,
    models   TEXT NOT NULL,
    sites    TEXT NOT NULL,
    split_unit TEXT NOT NULL DEFAULT 'subject',
    state    TEXT NOT NULL,
    reason   TEXT,
    report   TEXT,
    passed   INTEGER,
    findings TEXT,
    created  INTEGER NOT NULL,
    deadline INTEGER NOT NULL
) STRICT;

CREATE TABLE release(
    digest        TEXT PRIMARY KEY,
    package       TEXT NOT NULL REFERENCES package(digest),
    report        TEXT NOT NULL,
    channel       TEXT NOT NULL,
    version       TEXT NOT NULL,
    lease_expires INTEGER NOT NULL,
    created       INTEGER NOT NULL
) STRICT;

-- What the hub may know of results: no study, no patient.
CREATE TABLE result_notice(
    site     TEXT NOT NULL,
    id       TEXT NOT NULL,
    release  TEXT NOT NULL,
    outcome  TEXT NOT NULL,
    finding  TEXT NOT NULL,
    bin      INTEGER,
    at       INTEGER NOT NULL,
    PRIMARY KEY(site, id)
) STRICT;

CREATE TABLE review_notice(
    site    TEXT NOT NULL,
    id      TEXT NOT NULL,
    result  TEXT NOT NULL,
    verdict TEXT NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY(site, id)
) STRICT;

-- What was pushed under each grant, in bytes.
CREATE TABLE grant_use(
    grant_hash TEXT PRIMARY KEY,
    bytes      INTEGER NOT NULL,
    expires    INTEGER NOT NULL
) STRICT;
