-- The result that speaks for the study now; earlier ones were superseded.
ALTER TABLE study ADD COLUMN result TEXT;

-- clinical, trial or shadow: answers in shadow are kept and counted but not shown to doctors.
ALTER TABLE result ADD COLUMN channel TEXT;

-- The journal's entry of the object as it is now; written shortly after the object was acknowledged.
ALTER TABLE instance ADD COLUMN acquisition TEXT;
CREATE INDEX instance_unjournaled ON instance(received) WHERE acquisition IS NULL;

CREATE INDEX study_unevaluated ON study(changed) WHERE state = 'complete' AND evaluated = 0;
CREATE INDEX result_unpublished ON result(at) WHERE reference IS NULL AND release IS NOT NULL;
CREATE INDEX review_unpublished ON review(at) WHERE entry IS NULL;
