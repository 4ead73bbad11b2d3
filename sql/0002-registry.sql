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

-- Up to 32 rows as delivered: `sealed` holds every cell, the mentions with their normalised values, and the problems' values, packed together.
-- A record's id is its block's with its number in the last eight digits, and a mention's id is its record's with its own number
-- (docs/decisions/0006-blocks-of-records.md): neither is stored only to be looked up.
-- No foreign keys from here down: records and mentions arrive by COPY, a million at a time, inside the transaction that made their delivery.
CREATE TABLE record_block (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  source_table_id uuid NOT NULL,
  first_row integer NOT NULL,
  -- By record; ascending.
  row_numbers integer[] NOT NULL,
  problem_count integer NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (community_id, id)
);

SELECT distribute('record_block');

CREATE INDEX record_block_by_row ON record_block (community_id, source_table_id, first_row);

ALTER TABLE record_block ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_communities ON record_block
  USING (community_id = ANY (nullif(current_setting('app.communities', true), '')::bigint[]));

GRANT SELECT, INSERT ON record_block TO weinao_app;

-- The elements that the records of a block speak of, and which element each was found to be; every list has one entry a mention.
CREATE TABLE mention_block (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  source_table_id uuid NOT NULL,
  -- Number of the record in its block, of the mention in its record, and of the row in the sheet.
  records smallint[] NOT NULL,
  ordinals smallint[] NOT NULL,
  row_numbers integer[] NOT NULL,
  kinds text[] NOT NULL,
  roles text[] NOT NULL,
  element_ids uuid[] NOT NULL,
  methods text[] NOT NULL,
  weights real[] NOT NULL,
  PRIMARY KEY (community_id, id)
);

SELECT distribute('mention_block');

CREATE INDEX mention_block_by_table ON mention_block (community_id, source_table_id);

-- The lists stay in the row as they are: pressing them together would cost more than all else of an import's mentions.
ALTER TABLE mention_block SET (toast_tuple_target = 8160);

ALTER TABLE mention_block ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_communities ON mention_block
  USING (community_id = ANY (nullif(current_setting('app.communities', true), '')::bigint[]));

GRANT SELECT, INSERT, DELETE ON mention_block TO weinao_app;

-- What is wrong with a cell; the value stands sealed in the record.
CREATE TABLE problem (
  community_id bigint NOT NULL,
  -- A part of its record's id.
  id uuid NOT NULL,
  source_table_id uuid NOT NULL,
  row_number integer NOT NULL,
  column_number integer NOT NULL,
  code text NOT NULL,
  PRIMARY KEY (community_id, id)
);

SELECT distribute('problem');

CREATE INDEX problem_by_table ON problem (community_id, source_table_id, code);

ALTER TABLE problem ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_communities ON problem
  USING (community_id = ANY (nullif(current_setting('app.communities', true), '')::bigint[]));

GRANT SELECT, INSERT ON problem TO weinao_app;

-- A person, household, dwelling or organisation. `golden` holds by attribute the chosen value, its mention (a place in `mention_ids`)
-- and its column; values of identifiers stand in `sealed_identifiers` only. It is `json`, since nothing is looked up inside it.
CREATE TABLE element (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  golden json NOT NULL,
  -- Every mention of it, oldest first.
  mention_ids uuid[] NOT NULL,
  -- The keys under which it stands in `search_key`.
  search_keys text[] NOT NULL,
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

GRANT UPDATE (current, merged_into, search_keys) ON element TO weinao_app;

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
  -- The key's UTF-8, a zero byte, and the element's id: one index finds a key, what begins so, and the row itself.
  id bytea NOT NULL,
  element_id uuid NOT NULL,
  PRIMARY KEY (community_id, id)
);

SELECT distribute('search_key');

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
