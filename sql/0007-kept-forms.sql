-- Blank forms that a community keeps besides those of departments/: what an office sent that nobody described yet.
CREATE TABLE kept_form (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  title text NOT NULL,
  file_name text NOT NULL,
  kind text NOT NULL,
  -- Folder of the department in departments/; empty when nobody knows.
  department text NOT NULL,
  -- Whom it is for, a condition over the vocabulary; null when people are named.
  condition text,
  -- Of the blank workbook: the same file twice is one form.
  sha256 bytea NOT NULL,
  -- The workbook, sealed: somebody may hand in a filled one.
  sealed bytea NOT NULL,
  added_at timestamptz NOT NULL,
  added_by text NOT NULL,
  PRIMARY KEY (community_id, id),
  UNIQUE (community_id, sha256)
);

SELECT distribute('kept_form');

ALTER TABLE kept_form ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_communities ON kept_form
  USING (community_id = ANY (nullif(current_setting('app.communities', true), '')::bigint[]));

GRANT SELECT, INSERT, DELETE ON kept_form TO weinao_app;

GRANT UPDATE (condition) ON kept_form TO weinao_app;
