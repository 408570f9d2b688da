-- Nothing of a person's identity in here; subjects and objects carry pseudonyms.
CREATE TABLE catalog(
    instance_uid TEXT PRIMARY KEY,
    study_uid    TEXT NOT NULL,
    series_uid   TEXT NOT NULL,
    subject      TEXT NOT NULL,
    -- subject, image
    unit         TEXT NOT NULL,
    sop_class    TEXT NOT NULL,
    modality     TEXT NOT NULL,
    image_rows   INTEGER NOT NULL,
    image_columns INTEGER NOT NULL,
    frames       INTEGER NOT NULL,
    sex          TEXT NOT NULL,
    age_band     TEXT NOT NULL,
    digest       TEXT NOT NULL UNIQUE,
    size         INTEGER NOT NULL,
    entered      INTEGER NOT NULL,
    -- reference of the journal entry that says how it was de-identified
    entry        TEXT NOT NULL,
    label        TEXT,
    label_definition TEXT,
    label_version TEXT,
    label_unit   TEXT,
    label_source TEXT,
    ai_exposed   INTEGER NOT NULL DEFAULT 0,
    split        TEXT
) STRICT;

-- Whose each stored object is, also of those that a correction replaced: frozen versions still name them.
CREATE TABLE object(
    digest  TEXT PRIMARY KEY,
    subject TEXT NOT NULL
) STRICT;

CREATE TABLE legal_basis(
    digest   TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    created  INTEGER NOT NULL
) STRICT;

CREATE TABLE dataset(
    digest   TEXT PRIMARY KEY,
    name     TEXT NOT NULL,
    version  TEXT NOT NULL,
    number   INTEGER NOT NULL,
    split_unit TEXT NOT NULL,
    counts   TEXT NOT NULL,
    members  TEXT NOT NULL,
    commitment TEXT NOT NULL UNIQUE,
    created  INTEGER NOT NULL,
    UNIQUE (name, number)
) STRICT;
