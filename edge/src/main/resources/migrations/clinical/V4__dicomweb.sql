-- What DICOMweb searches by exactly (keyed hashes, as in "lookup" columns) and what it answers (sealed). NULL until filled.
ALTER TABLE study ADD COLUMN patient TEXT;
ALTER TABLE study ADD COLUMN accession TEXT;
ALTER TABLE instance ADD COLUMN series TEXT;
ALTER TABLE instance ADD COLUMN header BLOB;
CREATE INDEX study_patient ON study(patient);
CREATE INDEX study_accession ON study(accession);
CREATE INDEX instance_series ON instance(series);
CREATE INDEX instance_counted ON instance(study, series, modality);
CREATE INDEX study_unfilled ON study(id) WHERE patient IS NULL;
CREATE INDEX instance_unfilled ON instance(id) WHERE header IS NULL;
