-- Every key with which a site signed its records, and until when its signatures count.
CREATE TABLE site_key(
    site  TEXT NOT NULL REFERENCES site(name),
    key   TEXT NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER,
    PRIMARY KEY(site, key)
) STRICT;

INSERT INTO site_key(site, key, since, until)
    SELECT name, manifest_key, coalesce(enrolled, 0), revoked FROM site WHERE manifest_key IS NOT NULL;

-- Certificates that were granted to the site before this time count no more.
ALTER TABLE site ADD COLUMN certificates_since INTEGER NOT NULL DEFAULT 0;
