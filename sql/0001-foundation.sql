-- Communities, their keys, and the record of who read what. Rules: docs/decisions and the lint test over this folder (tests/sql.test.ts).

-- Spreads a table over the shards of Citus; on plain PostgreSQL it does nothing, so that the same history runs on both.
CREATE FUNCTION public.distribute(target regclass) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
    EXECUTE format('SELECT create_distributed_table(%L, %L)', target::text, 'community_id');
  END IF;
END
$$;

-- The communities themselves hold no personal data: everybody may list them, and only a transaction for a community may create or change it.
CREATE TABLE community (
  id bigint PRIMARY KEY CHECK (id > 0),
  name text NOT NULL,
  locality jsonb NOT NULL,
  created_at timestamptz NOT NULL
);

ALTER TABLE community ENABLE ROW LEVEL SECURITY;

CREATE POLICY everybody_lists ON community FOR SELECT USING (true);

CREATE POLICY own_community_inserts ON community FOR INSERT
  WITH CHECK (id = ANY (nullif(current_setting('app.communities', true), '')::bigint[]));

CREATE POLICY own_community_updates ON community FOR UPDATE
  USING (id = ANY (nullif(current_setting('app.communities', true), '')::bigint[]));

GRANT SELECT, INSERT ON community TO weinao_app;

GRANT UPDATE (name, locality) ON community TO weinao_app;

-- A community's data keys, wrapped by the master key, which is never in the database.
CREATE TABLE community_key (
  community_id bigint NOT NULL,
  id integer NOT NULL CHECK (id > 0),
  wrapped bytea NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (community_id, id)
);

SELECT distribute('community_key');

ALTER TABLE community_key ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_communities ON community_key
  USING (community_id = ANY (nullif(current_setting('app.communities', true), '')::bigint[]));

GRANT SELECT, INSERT ON community_key TO weinao_app;

GRANT UPDATE (wrapped) ON community_key TO weinao_app;

-- The head of each community's chain of access records: locked while an entry is added, so that numbers have no gaps.
CREATE TABLE access_chain (
  community_id bigint NOT NULL,
  id integer NOT NULL DEFAULT 1 CHECK (id = 1),
  last_number bigint NOT NULL,
  last_digest bytea NOT NULL,
  PRIMARY KEY (community_id, id)
);

SELECT distribute('access_chain');

ALTER TABLE access_chain ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_communities ON access_chain
  USING (community_id = ANY (nullif(current_setting('app.communities', true), '')::bigint[]));

GRANT SELECT, INSERT ON access_chain TO weinao_app;

GRANT UPDATE (last_number, last_digest) ON access_chain TO weinao_app;

-- Who read or gave out what, and for what purpose. The application can add and read, never change.
CREATE TABLE access_record (
  community_id bigint NOT NULL,
  id bigint NOT NULL CHECK (id > 0),
  at timestamptz NOT NULL,
  actor text NOT NULL,
  role text NOT NULL,
  purpose text NOT NULL,
  action text NOT NULL,
  element_ids uuid[] NOT NULL,
  element_count integer NOT NULL,
  attributes text[] NOT NULL,
  detail text NOT NULL,
  digest bytea NOT NULL,
  PRIMARY KEY (community_id, id)
);

SELECT distribute('access_record');

CREATE INDEX access_record_at ON access_record (community_id, at);

CREATE INDEX access_record_elements ON access_record USING gin (element_ids);

ALTER TABLE access_record ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_communities ON access_record
  USING (community_id = ANY (nullif(current_setting('app.communities', true), '')::bigint[]));

GRANT SELECT, INSERT ON access_record TO weinao_app;
