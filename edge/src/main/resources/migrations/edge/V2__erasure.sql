-- Subjects (opaque) that were to be erased. An erasure that a stop cut off goes on at the next start.
CREATE TABLE erasure(
    subject  TEXT PRIMARY KEY,
    who      TEXT NOT NULL,
    reason   TEXT NOT NULL,
    at       INTEGER NOT NULL,
    done     INTEGER
) STRICT;

-- Records whose payload cannot be read again, in full or in part, since a subject in them was erased.
CREATE TABLE erased_record(
    reference TEXT PRIMARY KEY,
    at        INTEGER NOT NULL
) STRICT;
