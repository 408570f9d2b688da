CREATE TABLE account(
    username TEXT PRIMARY KEY,
    password TEXT NOT NULL,
    roles    TEXT NOT NULL,
    created  INTEGER NOT NULL
) STRICT;

CREATE TABLE session(
    token    TEXT PRIMARY KEY,
    username TEXT NOT NULL REFERENCES account(username) ON DELETE CASCADE,
    expires  INTEGER NOT NULL
) STRICT;

-- An index over the journal's entries by the key that makes each of them happen once; rebuilt from the journal.
CREATE TABLE journal_entry(
    key      TEXT PRIMARY KEY,
    sequence INTEGER NOT NULL UNIQUE,
    kind     TEXT NOT NULL,
    reference TEXT NOT NULL
) STRICT;

CREATE TABLE countersignature(
    size     INTEGER PRIMARY KEY,
    document BLOB NOT NULL,
    at       INTEGER NOT NULL
) STRICT;

-- What the hub is told, once each.
CREATE TABLE event(
    id       TEXT PRIMARY KEY,
    kind     TEXT NOT NULL,
    document TEXT NOT NULL,
    created  INTEGER NOT NULL,
    acknowledged INTEGER
) STRICT;
CREATE INDEX event_waiting ON event(created) WHERE acknowledged IS NULL;

-- What the hub asks: one row for each item, with what became of it here.
CREATE TABLE task(
    id       TEXT PRIMARY KEY,
    kind     TEXT NOT NULL,
    revision INTEGER NOT NULL,
    document TEXT NOT NULL,
    phase    TEXT NOT NULL,
    reason   TEXT,
    status   TEXT,
    verdict  TEXT,
    wanted   INTEGER NOT NULL DEFAULT 1,
    received INTEGER NOT NULL,
    changed  INTEGER NOT NULL
) STRICT;
CREATE INDEX task_received ON task(received);

-- Small facts: applied generation, epoch, the release that runs.
CREATE TABLE fact(
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- Manifests that belong to the hub too, until they are there.
CREATE TABLE push(
    digest     TEXT PRIMARY KEY,
    kind       TEXT NOT NULL,
    repository TEXT NOT NULL,
    created    INTEGER NOT NULL,
    pushed     INTEGER
) STRICT;
