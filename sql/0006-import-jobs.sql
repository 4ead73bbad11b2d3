-- An import as somebody began it in a page: which files, how far it is, what came of it. The files themselves lie in the folder of the data.
CREATE TABLE import_job (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('preparing', 'waiting', 'running', 'done', 'failed', 'interrupted', 'undoing', 'undone')),
  actor text NOT NULL,
  role text NOT NULL,
  purpose text NOT NULL,
  language text NOT NULL,
  created_at timestamptz NOT NULL,
  started_at timestamptz,
  finished_at timestamptz,
  -- Number, name and size of each file, and whether a copy with its problems marked lies ready.
  files jsonb NOT NULL,
  -- What a human said of columns.
  mappings jsonb NOT NULL,
  -- Of an import that runs: stage, file, rows, share.
  progress jsonb,
  -- Of one that ended: counts by file, kind and problem. Nothing about anybody.
  summary jsonb,
  refusal text,
  -- What it brought, to be taken back.
  deliveries uuid[] NOT NULL,
  PRIMARY KEY (community_id, id)
);

SELECT distribute('import_job');

CREATE INDEX import_job_by_state ON import_job (community_id, state);

ALTER TABLE import_job ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_communities ON import_job
  USING (community_id = ANY (nullif(current_setting('app.communities', true), '')::bigint[]));

GRANT SELECT, INSERT, DELETE ON import_job TO weinao_app;

GRANT UPDATE (state, language, started_at, finished_at, files, mappings, progress, summary, refusal, deliveries) ON import_job TO weinao_app;
