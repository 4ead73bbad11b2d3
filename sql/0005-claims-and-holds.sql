-- What residents say is wrong about them, or missing; a worker confirms it, which makes it a statement of the community, or declines it.
CREATE TABLE correction (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  element_id uuid NOT NULL,
  attribute text NOT NULL,
  -- What should stand there, and a note, sealed: whatever a person writes is personal.
  sealed bytea NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'confirmed', 'declined', 'withdrawn')),
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL,
  answered_by text,
  answered_at timestamptz,
  -- The worker's words to the resident, sealed.
  sealed_answer bytea,
  -- The statement that it became.
  delivery_id uuid,
  PRIMARY KEY (community_id, id)
);

SELECT distribute('correction');

CREATE INDEX correction_by_state ON correction (community_id, state, asked_at);

CREATE INDEX correction_by_element ON correction (community_id, element_id);

ALTER TABLE correction ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_communities ON correction
  USING (community_id = ANY (nullif(current_setting('app.communities', true), '')::bigint[]));

GRANT SELECT, INSERT ON correction TO weinao_app;

GRANT UPDATE (state, answered_by, answered_at, sealed_answer, delivery_id) ON correction TO weinao_app;

-- Who is looking at which waiting pair, so that two workers never get the same one.
CREATE TABLE review_hold (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  -- The id by which a waiting pair is named (see review-id.ts).
  review text NOT NULL,
  actor text NOT NULL,
  held_until timestamptz NOT NULL,
  PRIMARY KEY (community_id, id),
  UNIQUE (community_id, review)
);

SELECT distribute('review_hold');

ALTER TABLE review_hold ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_communities ON review_hold
  USING (community_id = ANY (nullif(current_setting('app.communities', true), '')::bigint[]));

GRANT SELECT, INSERT, DELETE ON review_hold TO weinao_app;

GRANT UPDATE (actor, held_until) ON review_hold TO weinao_app;
