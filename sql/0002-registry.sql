-- Deliveries, the records in them, the elements made from the records, and what humans decided.

-- A file as a department sent it.
CREATE TABLE delivery (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  file_name text NOT NULL,
  file_stem text NOT NULL,
  sha256 bytea NOT NULL,
  -- Which mappings it was read with; the same bytes under others are read again.
  mapping_key text NOT NULL,
  format text NOT NULL,
  encoding text,
  size_bytes bigint NOT NULL,
  row_count integer NOT NULL,
  state text NOT NULL CHECK (state IN ('current', 'superseded', 'undone')),
  superseded_by uuid,
  received_at timestamptz NOT NULL,
  actor text NOT NULL,
  purpose text NOT NULL,
  PRIMARY KEY (community_id, id)
);

SELECT distribute('delivery');

CREATE INDEX delivery_by_stem ON delivery (community_id, file_stem);

ALTER TABLE delivery ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_communities ON delivery
  USING (community_id = ANY (nullif(current_setting('app.communities', true), '')::bigint[]));

GRANT SELECT, INSERT ON delivery TO weinao_app;

GRANT UPDATE (state, superseded_by) ON delivery TO weinao_app;

-- A table found in a delivery: where it stands and what its columns mean.
CREATE TABLE source_table (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  delivery_id uuid NOT NULL,
  number integer NOT NULL,
  sheet text NOT NULL,
  title text NOT NULL,
  register text,
  department text,
  -- ISO day, or a reduced one (`2025-06`); null when nothing in the file says.
  as_of text,
  fingerprint text NOT NULL,
  header_first_row integer NOT NULL,
  header_last_row integer NOT NULL,
  columns jsonb NOT NULL,
  row_count integer NOT NULL,
  PRIMARY KEY (community_id, id)
);

SELECT distribute('source_table');

CREATE INDEX source_table_by_delivery ON source_table (community_id, delivery_id);

ALTER TABLE source_table ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_communities ON source_table
  USING (community_id = ANY (nullif(current_setting('app.communities', true), '')::bigint[]));

GRANT SELECT, INSERT ON source_table TO weinao_app;

-- One row as delivered: `sealed` holds every cell, the mentions with their normalised values, and the problems' values.
-- No foreign keys from here down: records and mentions arrive by COPY, a million at a time, inside the transaction that made their delivery.
CREATE TABLE record (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  source_table_id uuid NOT NULL,
  row_number integer NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (community_id, id)
);

SELECT distribute('record');

CREATE INDEX record_by_row ON record (community_id, source_table_id, row_number);

ALTER TABLE record ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_communities ON record
  USING (community_id = ANY (nullif(current_setting('app.communities', true), '')::bigint[]));

GRANT SELECT, INSERT ON record TO weinao_app;

-- One element that one record speaks of, and which element it was found to be.
CREATE TABLE mention (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  record_id uuid NOT NULL,
  ordinal smallint NOT NULL,
  kind text NOT NULL,
  role text NOT NULL,
  element_id uuid NOT NULL,
  method text NOT NULL,
  weight real NOT NULL,
  PRIMARY KEY (community_id, id)
);

SELECT distribute('mention');

CREATE INDEX mention_by_element ON mention (community_id, element_id);

CREATE INDEX mention_by_record ON mention (community_id, record_id);

ALTER TABLE mention ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_communities ON mention
  USING (community_id = ANY (nullif(current_setting('app.communities', true), '')::bigint[]));

GRANT SELECT, INSERT ON mention TO weinao_app;

GRANT UPDATE (element_id, method, weight) ON mention TO weinao_app;

-- What is wrong with a cell; the value stands sealed in the record.
CREATE TABLE problem (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  record_id uuid NOT NULL,
  source_table_id uuid NOT NULL,
  column_number integer NOT NULL,
  code text NOT NULL,
  PRIMARY KEY (community_id, id)
);

SELECT distribute('problem');

CREATE INDEX problem_by_table ON problem (community_id, source_table_id, code);

CREATE INDEX problem_by_record ON problem (community_id, record_id);

ALTER TABLE problem ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_communities ON problem
  USING (community_id = ANY (nullif(current_setting('app.communities', true), '')::bigint[]));

GRANT SELECT, INSERT ON problem TO weinao_app;

-- A person, household, dwelling or organisation. `golden` holds by attribute the chosen value, its mention (a place in `golden_mentions`)
-- and its column; values of identifiers stand in `sealed_identifiers` only.
CREATE TABLE element (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  golden jsonb NOT NULL,
  golden_mentions uuid[] NOT NULL,
  sealed_identifiers bytea,
  -- False when only superseded or undone deliveries speak of it.
  current boolean NOT NULL,
  merged_into uuid,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (community_id, id)
);

SELECT distribute('element');

CREATE INDEX element_by_kind ON element (community_id, kind) WHERE current;

ALTER TABLE element ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_communities ON element
  USING (community_id = ANY (nullif(current_setting('app.communities', true), '')::bigint[]));

GRANT SELECT, INSERT, DELETE ON element TO weinao_app;

GRANT UPDATE (current, merged_into) ON element TO weinao_app;

-- What happened to identities: an id that was merged or split keeps resolving.
CREATE TABLE element_event (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  element_id uuid NOT NULL,
  event text NOT NULL CHECK (event IN ('merged', 'split')),
  other_element_id uuid NOT NULL,
  cause text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (community_id, id)
);

SELECT distribute('element_event');

CREATE INDEX element_event_by_element ON element_event (community_id, element_id);

ALTER TABLE element_event ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_communities ON element_event
  USING (community_id = ANY (nullif(current_setting('app.communities', true), '')::bigint[]));

GRANT SELECT, INSERT ON element_event TO weinao_app;

-- How elements belong together: lives in, member of, owns, …
CREATE TABLE relation (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  relation text NOT NULL,
  from_element_id uuid NOT NULL,
  to_element_id uuid NOT NULL,
  detail text NOT NULL,
  -- The best of several of its kind: the dwelling where a person is taken to live now.
  preferred boolean NOT NULL,
  valid_from date,
  record_id uuid NOT NULL,
  PRIMARY KEY (community_id, id)
);

SELECT distribute('relation');

CREATE INDEX relation_by_from ON relation (community_id, from_element_id);

CREATE INDEX relation_by_to ON relation (community_id, to_element_id);

ALTER TABLE relation ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_communities ON relation
  USING (community_id = ANY (nullif(current_setting('app.communities', true), '')::bigint[]));

GRANT SELECT, INSERT, DELETE ON relation TO weinao_app;

-- Words by which an element is found: names, pinyin, phone digits, addresses in clear; identifiers as keyed hashes only.
-- Keys that begin with ~ are of names and birth dates, and survive a slip in either.
CREATE TABLE search_key (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  element_id uuid NOT NULL,
  key text COLLATE "C" NOT NULL,
  PRIMARY KEY (community_id, id)
);

SELECT distribute('search_key');

CREATE INDEX search_key_by_key ON search_key (community_id, key);

CREATE INDEX search_key_by_element ON search_key (community_id, element_id);

ALTER TABLE search_key ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_communities ON search_key
  USING (community_id = ANY (nullif(current_setting('app.communities', true), '')::bigint[]));

GRANT SELECT, INSERT, DELETE ON search_key TO weinao_app;

-- A column mapping that a human confirmed, remembered for the department's layout.
CREATE TABLE confirmed_mapping (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  fingerprint text NOT NULL,
  columns jsonb NOT NULL,
  actor text NOT NULL,
  confirmed_at timestamptz NOT NULL,
  PRIMARY KEY (community_id, id),
  UNIQUE (community_id, fingerprint)
);

SELECT distribute('confirmed_mapping');

ALTER TABLE confirmed_mapping ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_communities ON confirmed_mapping
  USING (community_id = ANY (nullif(current_setting('app.communities', true), '')::bigint[]));

GRANT SELECT, INSERT ON confirmed_mapping TO weinao_app;

GRANT UPDATE (columns, actor, confirmed_at) ON confirmed_mapping TO weinao_app;

-- Pairs of mentions that wait for a human.
CREATE TABLE review (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  left_mention_id uuid NOT NULL,
  right_mention_id uuid NOT NULL,
  weight real NOT NULL,
  probability real NOT NULL,
  reason text NOT NULL,
  PRIMARY KEY (community_id, id)
);

SELECT distribute('review');

ALTER TABLE review ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_communities ON review
  USING (community_id = ANY (nullif(current_setting('app.communities', true), '')::bigint[]));

GRANT SELECT, INSERT, DELETE ON review TO weinao_app;

-- What a human said of two mentions; no later run overrules it, and it can be taken back.
CREATE TABLE decision (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  left_mention_id uuid NOT NULL,
  right_mention_id uuid NOT NULL,
  same boolean NOT NULL,
  actor text NOT NULL,
  decided_at timestamptz NOT NULL,
  taken_back_at timestamptz,
  PRIMARY KEY (community_id, id)
);

SELECT distribute('decision');

ALTER TABLE decision ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_communities ON decision
  USING (community_id = ANY (nullif(current_setting('app.communities', true), '')::bigint[]));

GRANT SELECT, INSERT ON decision TO weinao_app;

GRANT UPDATE (taken_back_at) ON decision TO weinao_app;

-- How much of a form the registry could answer, each time it was filled: the once-only rate over time.
CREATE TABLE form_fill (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  form text NOT NULL,
  title text NOT NULL,
  filled_at timestamptz NOT NULL,
  actor text NOT NULL,
  row_count integer NOT NULL,
  cells_asked integer NOT NULL,
  cells_filled integer NOT NULL,
  cells_disputed integer NOT NULL,
  -- Label of each field that stayed empty somewhere, and in how many rows.
  unanswered jsonb NOT NULL,
  PRIMARY KEY (community_id, id)
);

SELECT distribute('form_fill');

CREATE INDEX form_fill_by_form ON form_fill (community_id, form, filled_at);

ALTER TABLE form_fill ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_communities ON form_fill
  USING (community_id = ANY (nullif(current_setting('app.communities', true), '')::bigint[]));

GRANT SELECT, INSERT ON form_fill TO weinao_app;

-- What linking learned of a community's persons, by which a single record is judged as the batch judges it. One row; it holds names, so it is sealed.
CREATE TABLE linkage_knowledge (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  knowledge jsonb NOT NULL,
  learned_at timestamptz NOT NULL,
  PRIMARY KEY (community_id, id)
);

SELECT distribute('linkage_knowledge');

ALTER TABLE linkage_knowledge ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_communities ON linkage_knowledge
  USING (community_id = ANY (nullif(current_setting('app.communities', true), '')::bigint[]));

GRANT SELECT, INSERT, DELETE ON linkage_knowledge TO weinao_app;
