-- Since when residents are offered a kept form, and who opened it to them; null where it is the office's own.
ALTER TABLE kept_form ADD COLUMN opened_at timestamptz;

ALTER TABLE kept_form ADD COLUMN opened_by text;

GRANT UPDATE (opened_at, opened_by) ON kept_form TO weinao_app;
