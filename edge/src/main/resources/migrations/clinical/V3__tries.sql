-- How often an instance was begun for the research zone and not ended; counted before the work, so that one that ends the
-- process is known afterwards.
ALTER TABLE instance ADD COLUMN research_tries INTEGER NOT NULL DEFAULT 0;

-- A review whose journal entry could not be written waits without keeping the others from theirs.
ALTER TABLE review ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE review ADD COLUMN next_attempt INTEGER NOT NULL DEFAULT 0;
