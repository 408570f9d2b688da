-- Nothing of a person's identity in here; subjects and objects carry pseudonyms.
CREATE TABLE fact(
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
