-- Who last changed what two workers may edit at once, and how often it was changed: an edit names the version that it was made on.
ALTER TABLE kept_form ADD COLUMN version integer NOT NULL DEFAULT 0;

ALTER TABLE kept_form ADD COLUMN changed_by text;

ALTER TABLE import_job ADD COLUMN version integer NOT NULL DEFAULT 0;

ALTER TABLE import_job ADD COLUMN mapped_by text;

GRANT UPDATE (version, changed_by) ON kept_form TO weinao_app;

GRANT UPDATE (version, mapped_by) ON import_job TO weinao_app;
