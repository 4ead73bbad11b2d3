-- What was answered to a request that carried an Idempotency-Key, so that the same request sent twice is done once. Each actor sees their own.
-- Answers may hold a code that is told once: they are sealed by the master key.
CREATE TABLE answered_request (
  actor text NOT NULL,
  key text NOT NULL,
  request_hash bytea NOT NULL,
  -- Null while the first one is being worked on.
  status integer,
  sealed bytea,
  at timestamptz NOT NULL,
  PRIMARY KEY (actor, key)
);

ALTER TABLE answered_request ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_requests ON answered_request USING (actor = current_setting('app.actor', true));

GRANT SELECT, INSERT, DELETE ON answered_request TO weinao_app;

GRANT UPDATE (status, sealed) ON answered_request TO weinao_app;
