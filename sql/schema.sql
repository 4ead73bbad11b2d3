-- The whole schema of today. Written by `npm run schema` from the history in sql/NNNN-*.sql; a test shows that they agree.

CREATE OR REPLACE FUNCTION public.distribute(target regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
    EXECUTE format('SELECT create_distributed_table(%L, %L)', target::text, 'community_id');
  END IF;
END
$function$
;

CREATE TABLE access_chain (
  community_id bigint NOT NULL,
  id integer NOT NULL DEFAULT 1,
  last_number bigint NOT NULL,
  last_digest bytea NOT NULL,
  CONSTRAINT access_chain_id_check CHECK ((id = 1)),
  CONSTRAINT access_chain_pkey PRIMARY KEY (community_id, id)
);

CREATE TABLE access_record (
  community_id bigint NOT NULL,
  id bigint NOT NULL,
  at timestamp with time zone NOT NULL,
  actor text NOT NULL,
  role text NOT NULL,
  purpose text NOT NULL,
  action text NOT NULL,
  element_ids uuid[] NOT NULL,
  element_count integer NOT NULL,
  attributes text[] NOT NULL,
  detail text NOT NULL,
  digest bytea NOT NULL,
  CONSTRAINT access_record_id_check CHECK ((id > 0)),
  CONSTRAINT access_record_pkey PRIMARY KEY (community_id, id)
);

CREATE TABLE account (
  id uuid NOT NULL,
  name text NOT NULL,
  label text NOT NULL,
  role text NOT NULL,
  state text NOT NULL,
  password_hash text,
  totp_wrapped bytea,
  totp_confirmed boolean NOT NULL,
  totp_last_step bigint NOT NULL,
  oidc_subject text,
  person_community_id bigint,
  person_id uuid,
  sample boolean NOT NULL,
  version integer NOT NULL,
  created_at timestamp with time zone NOT NULL,
  created_by text NOT NULL,
  CONSTRAINT account_name_key UNIQUE (name),
  CONSTRAINT account_oidc_subject_key UNIQUE (oidc_subject),
  CONSTRAINT account_pkey PRIMARY KEY (id),
  CONSTRAINT account_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'worker'::text, 'office'::text, 'auditor'::text, 'resident'::text, 'provider'::text]))),
  CONSTRAINT account_state_check CHECK ((state = ANY (ARRAY['active'::text, 'disabled'::text])))
);

CREATE TABLE account_community (
  account_id uuid NOT NULL,
  granted_community_id bigint NOT NULL,
  CONSTRAINT account_community_pkey PRIMARY KEY (account_id, granted_community_id)
);

CREATE TABLE account_event (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  actor text NOT NULL,
  event text NOT NULL,
  detail text NOT NULL,
  CONSTRAINT account_event_pkey PRIMARY KEY (id)
);

CREATE TABLE answered_request (
  actor text NOT NULL,
  key text NOT NULL,
  request_hash bytea NOT NULL,
  status integer,
  sealed bytea,
  at timestamp with time zone NOT NULL,
  CONSTRAINT answered_request_pkey PRIMARY KEY (actor, key)
);

CREATE TABLE api_token (
  id uuid NOT NULL,
  hash bytea NOT NULL,
  label text NOT NULL,
  granted_community_id bigint NOT NULL,
  scopes text[] NOT NULL,
  created_at timestamp with time zone NOT NULL,
  created_by text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  CONSTRAINT api_token_hash_key UNIQUE (hash),
  CONSTRAINT api_token_pkey PRIMARY KEY (id)
);

CREATE TABLE community (
  id bigint NOT NULL,
  name text NOT NULL,
  locality jsonb NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT community_id_check CHECK ((id > 0)),
  CONSTRAINT community_pkey PRIMARY KEY (id)
);

CREATE TABLE community_key (
  community_id bigint NOT NULL,
  id integer NOT NULL,
  wrapped bytea NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT community_key_id_check CHECK ((id > 0)),
  CONSTRAINT community_key_pkey PRIMARY KEY (community_id, id)
);

CREATE TABLE confirmed_mapping (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  fingerprint text NOT NULL,
  columns jsonb NOT NULL,
  actor text NOT NULL,
  confirmed_at timestamp with time zone NOT NULL,
  CONSTRAINT confirmed_mapping_community_id_fingerprint_key UNIQUE (community_id, fingerprint),
  CONSTRAINT confirmed_mapping_pkey PRIMARY KEY (community_id, id)
);

CREATE TABLE correction (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  element_id uuid NOT NULL,
  attribute text NOT NULL,
  sealed bytea NOT NULL,
  state text NOT NULL,
  asked_by text NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  answered_by text,
  answered_at timestamp with time zone,
  sealed_answer bytea,
  delivery_id uuid,
  CONSTRAINT correction_pkey PRIMARY KEY (community_id, id),
  CONSTRAINT correction_state_check CHECK ((state = ANY (ARRAY['open'::text, 'confirmed'::text, 'declined'::text, 'withdrawn'::text])))
);

CREATE TABLE decision (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  left_mention_id uuid NOT NULL,
  right_mention_id uuid NOT NULL,
  same boolean NOT NULL,
  actor text NOT NULL,
  decided_at timestamp with time zone NOT NULL,
  taken_back_at timestamp with time zone,
  CONSTRAINT decision_pkey PRIMARY KEY (community_id, id)
);

CREATE TABLE delivery (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  file_name text NOT NULL,
  file_stem text NOT NULL,
  sha256 bytea NOT NULL,
  mapping_key text NOT NULL,
  format text NOT NULL,
  encoding text,
  size_bytes bigint NOT NULL,
  row_count integer NOT NULL,
  state text NOT NULL,
  superseded_by uuid,
  received_at timestamp with time zone NOT NULL,
  actor text NOT NULL,
  purpose text NOT NULL,
  CONSTRAINT delivery_pkey PRIMARY KEY (community_id, id),
  CONSTRAINT delivery_state_check CHECK ((state = ANY (ARRAY['current'::text, 'superseded'::text, 'undone'::text])))
);

CREATE TABLE element (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  golden json NOT NULL,
  mention_ids uuid[] NOT NULL,
  search_keys text[] NOT NULL,
  sealed_identifiers bytea,
  current boolean NOT NULL,
  merged_into uuid,
  created_at timestamp with time zone NOT NULL,
  sealed_statements bytea,
  CONSTRAINT element_pkey PRIMARY KEY (community_id, id)
);

CREATE TABLE element_count (
  community_id bigint NOT NULL,
  id text NOT NULL,
  count integer NOT NULL,
  CONSTRAINT element_count_pkey PRIMARY KEY (community_id, id)
);

CREATE TABLE element_event (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  element_id uuid NOT NULL,
  event text NOT NULL,
  other_element_id uuid NOT NULL,
  cause text NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT element_event_event_check CHECK ((event = ANY (ARRAY['merged'::text, 'split'::text]))),
  CONSTRAINT element_event_pkey PRIMARY KEY (community_id, id)
);

CREATE TABLE form_fill (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  form text NOT NULL,
  title text NOT NULL,
  filled_at timestamp with time zone NOT NULL,
  actor text NOT NULL,
  row_count integer NOT NULL,
  cells_asked integer NOT NULL,
  cells_filled integer NOT NULL,
  cells_disputed integer NOT NULL,
  unanswered jsonb NOT NULL,
  CONSTRAINT form_fill_pkey PRIMARY KEY (community_id, id)
);

CREATE TABLE import_job (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  state text NOT NULL,
  actor text NOT NULL,
  role text NOT NULL,
  purpose text NOT NULL,
  language text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  files jsonb NOT NULL,
  mappings jsonb NOT NULL,
  progress jsonb,
  summary jsonb,
  refusal text,
  deliveries uuid[] NOT NULL,
  version integer NOT NULL DEFAULT 0,
  mapped_by text,
  CONSTRAINT import_job_pkey PRIMARY KEY (community_id, id),
  CONSTRAINT import_job_state_check CHECK ((state = ANY (ARRAY['preparing'::text, 'waiting'::text, 'running'::text, 'done'::text, 'failed'::text, 'interrupted'::text, 'undoing'::text, 'undone'::text])))
);

CREATE TABLE kept_form (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  title text NOT NULL,
  file_name text NOT NULL,
  kind text NOT NULL,
  department text NOT NULL,
  condition text,
  sha256 bytea NOT NULL,
  sealed bytea NOT NULL,
  added_at timestamp with time zone NOT NULL,
  added_by text NOT NULL,
  opened_at timestamp with time zone,
  opened_by text,
  version integer NOT NULL DEFAULT 0,
  changed_by text,
  CONSTRAINT kept_form_community_id_sha256_key UNIQUE (community_id, sha256),
  CONSTRAINT kept_form_pkey PRIMARY KEY (community_id, id)
);

CREATE TABLE linkage_knowledge (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  knowledge jsonb NOT NULL,
  learned_at timestamp with time zone NOT NULL,
  CONSTRAINT linkage_knowledge_pkey PRIMARY KEY (community_id, id)
);

CREATE TABLE mention_block (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  source_table_id uuid NOT NULL,
  records smallint[] NOT NULL,
  ordinals smallint[] NOT NULL,
  row_numbers integer[] NOT NULL,
  kinds text[] NOT NULL,
  roles text[] NOT NULL,
  element_ids uuid[] NOT NULL,
  methods text[] NOT NULL,
  weights real[] NOT NULL,
  CONSTRAINT mention_block_pkey PRIMARY KEY (community_id, id)
);

CREATE TABLE one_time_code (
  id bytea NOT NULL,
  account_id uuid NOT NULL,
  use text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  created_by text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone,
  CONSTRAINT one_time_code_pkey PRIMARY KEY (id),
  CONSTRAINT one_time_code_use_check CHECK ((use = ANY (ARRAY['set-password'::text, 'sign-in'::text])))
);

CREATE TABLE problem (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  source_table_id uuid NOT NULL,
  row_number integer NOT NULL,
  column_number integer NOT NULL,
  code text NOT NULL,
  CONSTRAINT problem_pkey PRIMARY KEY (community_id, id)
);

CREATE TABLE record_block (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  source_table_id uuid NOT NULL,
  first_row integer NOT NULL,
  row_numbers integer[] NOT NULL,
  problem_count integer NOT NULL,
  sealed bytea NOT NULL,
  CONSTRAINT record_block_pkey PRIMARY KEY (community_id, id)
);

CREATE TABLE recovery_code (
  account_id uuid NOT NULL,
  hash bytea NOT NULL,
  used_at timestamp with time zone,
  CONSTRAINT recovery_code_pkey PRIMARY KEY (account_id, hash)
);

CREATE TABLE relation (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  relation text NOT NULL,
  from_element_id uuid NOT NULL,
  to_element_id uuid NOT NULL,
  detail text NOT NULL,
  preferred boolean NOT NULL,
  valid_from date,
  record_id uuid NOT NULL,
  CONSTRAINT relation_pkey PRIMARY KEY (community_id, id)
);

CREATE TABLE review (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  left_mention_id uuid NOT NULL,
  right_mention_id uuid NOT NULL,
  weight real NOT NULL,
  probability real NOT NULL,
  reason text NOT NULL,
  CONSTRAINT review_pkey PRIMARY KEY (community_id, id)
);

CREATE TABLE review_hold (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  review text NOT NULL,
  actor text NOT NULL,
  held_until timestamp with time zone NOT NULL,
  CONSTRAINT review_hold_community_id_review_key UNIQUE (community_id, review),
  CONSTRAINT review_hold_pkey PRIMARY KEY (community_id, id)
);

CREATE TABLE search_key (
  community_id bigint NOT NULL,
  id bytea NOT NULL,
  element_id uuid NOT NULL,
  CONSTRAINT search_key_pkey PRIMARY KEY (community_id, id)
);

CREATE TABLE session (
  id bytea NOT NULL,
  account_id uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  seen_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT session_pkey PRIMARY KEY (id)
);

CREATE TABLE sign_in_attempt (
  id bytea NOT NULL,
  attempts integer NOT NULL,
  first_at timestamp with time zone NOT NULL,
  blocked_until timestamp with time zone NOT NULL,
  CONSTRAINT sign_in_attempt_pkey PRIMARY KEY (id)
);

CREATE TABLE source_table (
  community_id bigint NOT NULL,
  id uuid NOT NULL,
  delivery_id uuid NOT NULL,
  number integer NOT NULL,
  sheet text NOT NULL,
  title text NOT NULL,
  register text,
  department text,
  as_of text,
  fingerprint text NOT NULL,
  header_first_row integer NOT NULL,
  header_last_row integer NOT NULL,
  columns jsonb NOT NULL,
  row_count integer NOT NULL,
  CONSTRAINT source_table_pkey PRIMARY KEY (community_id, id)
);

CREATE INDEX access_record_at ON access_record USING btree (community_id, at);

CREATE INDEX access_record_elements ON access_record USING gin (element_ids);

CREATE UNIQUE INDEX account_by_person ON account USING btree (person_community_id, person_id);

CREATE INDEX account_event_by_account ON account_event USING btree (account_id, at);

CREATE INDEX correction_by_element ON correction USING btree (community_id, element_id);

CREATE INDEX correction_by_state ON correction USING btree (community_id, state, asked_at);

CREATE INDEX delivery_by_stem ON delivery USING btree (community_id, file_stem);

CREATE INDEX element_by_kind ON element USING btree (community_id, kind) WHERE current;

CREATE INDEX element_event_by_element ON element_event USING btree (community_id, element_id);

CREATE INDEX form_fill_by_form ON form_fill USING btree (community_id, form, filled_at);

CREATE INDEX import_job_by_state ON import_job USING btree (community_id, state);

CREATE INDEX mention_block_by_table ON mention_block USING btree (community_id, source_table_id);

CREATE INDEX one_time_code_by_account ON one_time_code USING btree (account_id);

CREATE INDEX problem_by_table ON problem USING btree (community_id, source_table_id, code);

CREATE INDEX record_block_by_row ON record_block USING btree (community_id, source_table_id, first_row);

CREATE INDEX relation_by_from ON relation USING btree (community_id, from_element_id);

CREATE INDEX relation_by_to ON relation USING btree (community_id, to_element_id);

CREATE INDEX session_by_account ON session USING btree (account_id);

CREATE INDEX source_table_by_delivery ON source_table USING btree (community_id, delivery_id);

ALTER TABLE mention_block SET (toast_tuple_target=8160);

ALTER TABLE access_chain ENABLE ROW LEVEL SECURITY;

ALTER TABLE access_record ENABLE ROW LEVEL SECURITY;

ALTER TABLE account ENABLE ROW LEVEL SECURITY;

ALTER TABLE account_community ENABLE ROW LEVEL SECURITY;

ALTER TABLE account_event ENABLE ROW LEVEL SECURITY;

ALTER TABLE answered_request ENABLE ROW LEVEL SECURITY;

ALTER TABLE api_token ENABLE ROW LEVEL SECURITY;

ALTER TABLE community ENABLE ROW LEVEL SECURITY;

ALTER TABLE community_key ENABLE ROW LEVEL SECURITY;

ALTER TABLE confirmed_mapping ENABLE ROW LEVEL SECURITY;

ALTER TABLE correction ENABLE ROW LEVEL SECURITY;

ALTER TABLE decision ENABLE ROW LEVEL SECURITY;

ALTER TABLE delivery ENABLE ROW LEVEL SECURITY;

ALTER TABLE element ENABLE ROW LEVEL SECURITY;

ALTER TABLE element_count ENABLE ROW LEVEL SECURITY;

ALTER TABLE element_event ENABLE ROW LEVEL SECURITY;

ALTER TABLE form_fill ENABLE ROW LEVEL SECURITY;

ALTER TABLE import_job ENABLE ROW LEVEL SECURITY;

ALTER TABLE kept_form ENABLE ROW LEVEL SECURITY;

ALTER TABLE linkage_knowledge ENABLE ROW LEVEL SECURITY;

ALTER TABLE mention_block ENABLE ROW LEVEL SECURITY;

ALTER TABLE one_time_code ENABLE ROW LEVEL SECURITY;

ALTER TABLE problem ENABLE ROW LEVEL SECURITY;

ALTER TABLE record_block ENABLE ROW LEVEL SECURITY;

ALTER TABLE recovery_code ENABLE ROW LEVEL SECURITY;

ALTER TABLE relation ENABLE ROW LEVEL SECURITY;

ALTER TABLE review ENABLE ROW LEVEL SECURITY;

ALTER TABLE review_hold ENABLE ROW LEVEL SECURITY;

ALTER TABLE search_key ENABLE ROW LEVEL SECURITY;

ALTER TABLE session ENABLE ROW LEVEL SECURITY;

ALTER TABLE sign_in_attempt ENABLE ROW LEVEL SECURITY;

ALTER TABLE source_table ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_communities ON access_chain FOR ALL
  USING ((community_id = ANY ((NULLIF(current_setting('app.communities'::text, true), ''::text))::bigint[])));

CREATE POLICY own_communities ON access_record FOR ALL
  USING ((community_id = ANY ((NULLIF(current_setting('app.communities'::text, true), ''::text))::bigint[])));

CREATE POLICY signing_in ON account FOR ALL
  USING ((current_setting('app.role'::text, true) = 'authentication'::text));

CREATE POLICY signing_in ON account_community FOR ALL
  USING ((current_setting('app.role'::text, true) = 'authentication'::text));

CREATE POLICY signing_in ON account_event FOR ALL
  USING ((current_setting('app.role'::text, true) = 'authentication'::text));

CREATE POLICY own_requests ON answered_request FOR ALL
  USING ((actor = current_setting('app.actor'::text, true)));

CREATE POLICY signing_in ON api_token FOR ALL
  USING ((current_setting('app.role'::text, true) = 'authentication'::text));

CREATE POLICY everybody_lists ON community FOR SELECT
  USING (true);

CREATE POLICY own_community_inserts ON community FOR INSERT
  WITH CHECK ((id = ANY ((NULLIF(current_setting('app.communities'::text, true), ''::text))::bigint[])));

CREATE POLICY own_community_updates ON community FOR UPDATE
  USING ((id = ANY ((NULLIF(current_setting('app.communities'::text, true), ''::text))::bigint[])));

CREATE POLICY own_communities ON community_key FOR ALL
  USING ((community_id = ANY ((NULLIF(current_setting('app.communities'::text, true), ''::text))::bigint[])));

CREATE POLICY own_communities ON confirmed_mapping FOR ALL
  USING ((community_id = ANY ((NULLIF(current_setting('app.communities'::text, true), ''::text))::bigint[])));

CREATE POLICY own_communities ON correction FOR ALL
  USING ((community_id = ANY ((NULLIF(current_setting('app.communities'::text, true), ''::text))::bigint[])));

CREATE POLICY own_communities ON decision FOR ALL
  USING ((community_id = ANY ((NULLIF(current_setting('app.communities'::text, true), ''::text))::bigint[])));

CREATE POLICY own_communities ON delivery FOR ALL
  USING ((community_id = ANY ((NULLIF(current_setting('app.communities'::text, true), ''::text))::bigint[])));

CREATE POLICY own_communities ON element FOR ALL
  USING ((community_id = ANY ((NULLIF(current_setting('app.communities'::text, true), ''::text))::bigint[])));

CREATE POLICY own_communities ON element_count FOR ALL
  USING ((community_id = ANY ((NULLIF(current_setting('app.communities'::text, true), ''::text))::bigint[])));

CREATE POLICY own_communities ON element_event FOR ALL
  USING ((community_id = ANY ((NULLIF(current_setting('app.communities'::text, true), ''::text))::bigint[])));

CREATE POLICY own_communities ON form_fill FOR ALL
  USING ((community_id = ANY ((NULLIF(current_setting('app.communities'::text, true), ''::text))::bigint[])));

CREATE POLICY own_communities ON import_job FOR ALL
  USING ((community_id = ANY ((NULLIF(current_setting('app.communities'::text, true), ''::text))::bigint[])));

CREATE POLICY own_communities ON kept_form FOR ALL
  USING ((community_id = ANY ((NULLIF(current_setting('app.communities'::text, true), ''::text))::bigint[])));

CREATE POLICY own_communities ON linkage_knowledge FOR ALL
  USING ((community_id = ANY ((NULLIF(current_setting('app.communities'::text, true), ''::text))::bigint[])));

CREATE POLICY own_communities ON mention_block FOR ALL
  USING ((community_id = ANY ((NULLIF(current_setting('app.communities'::text, true), ''::text))::bigint[])));

CREATE POLICY signing_in ON one_time_code FOR ALL
  USING ((current_setting('app.role'::text, true) = 'authentication'::text));

CREATE POLICY own_communities ON problem FOR ALL
  USING ((community_id = ANY ((NULLIF(current_setting('app.communities'::text, true), ''::text))::bigint[])));

CREATE POLICY own_communities ON record_block FOR ALL
  USING ((community_id = ANY ((NULLIF(current_setting('app.communities'::text, true), ''::text))::bigint[])));

CREATE POLICY signing_in ON recovery_code FOR ALL
  USING ((current_setting('app.role'::text, true) = 'authentication'::text));

CREATE POLICY own_communities ON relation FOR ALL
  USING ((community_id = ANY ((NULLIF(current_setting('app.communities'::text, true), ''::text))::bigint[])));

CREATE POLICY own_communities ON review FOR ALL
  USING ((community_id = ANY ((NULLIF(current_setting('app.communities'::text, true), ''::text))::bigint[])));

CREATE POLICY own_communities ON review_hold FOR ALL
  USING ((community_id = ANY ((NULLIF(current_setting('app.communities'::text, true), ''::text))::bigint[])));

CREATE POLICY own_communities ON search_key FOR ALL
  USING ((community_id = ANY ((NULLIF(current_setting('app.communities'::text, true), ''::text))::bigint[])));

CREATE POLICY signing_in ON session FOR ALL
  USING ((current_setting('app.role'::text, true) = 'authentication'::text));

CREATE POLICY signing_in ON sign_in_attempt FOR ALL
  USING ((current_setting('app.role'::text, true) = 'authentication'::text));

CREATE POLICY own_communities ON source_table FOR ALL
  USING ((community_id = ANY ((NULLIF(current_setting('app.communities'::text, true), ''::text))::bigint[])));

GRANT INSERT, SELECT ON access_chain TO weinao_app;

GRANT UPDATE (last_digest, last_number) ON access_chain TO weinao_app;

GRANT INSERT, SELECT ON access_record TO weinao_app;

GRANT INSERT, SELECT ON account TO weinao_app;

GRANT UPDATE (label, oidc_subject, password_hash, role, state, totp_confirmed, totp_last_step, totp_wrapped, version) ON account TO weinao_app;

GRANT DELETE, INSERT, SELECT ON account_community TO weinao_app;

GRANT INSERT, SELECT ON account_event TO weinao_app;

GRANT DELETE, INSERT, SELECT ON answered_request TO weinao_app;

GRANT UPDATE (sealed, status) ON answered_request TO weinao_app;

GRANT INSERT, SELECT ON api_token TO weinao_app;

GRANT UPDATE (revoked_at, used_at) ON api_token TO weinao_app;

GRANT INSERT, SELECT ON community TO weinao_app;

GRANT UPDATE (locality, name) ON community TO weinao_app;

GRANT INSERT, SELECT ON community_key TO weinao_app;

GRANT UPDATE (wrapped) ON community_key TO weinao_app;

GRANT INSERT, SELECT ON confirmed_mapping TO weinao_app;

GRANT UPDATE (actor, columns, confirmed_at) ON confirmed_mapping TO weinao_app;

GRANT INSERT, SELECT ON correction TO weinao_app;

GRANT UPDATE (answered_at, answered_by, delivery_id, sealed_answer, state) ON correction TO weinao_app;

GRANT INSERT, SELECT ON decision TO weinao_app;

GRANT UPDATE (taken_back_at) ON decision TO weinao_app;

GRANT INSERT, SELECT ON delivery TO weinao_app;

GRANT UPDATE (state, superseded_by) ON delivery TO weinao_app;

GRANT DELETE, INSERT, SELECT ON element TO weinao_app;

GRANT UPDATE (current, merged_into, search_keys) ON element TO weinao_app;

GRANT INSERT, SELECT ON element_count TO weinao_app;

GRANT UPDATE (count) ON element_count TO weinao_app;

GRANT INSERT, SELECT ON element_event TO weinao_app;

GRANT INSERT, SELECT ON form_fill TO weinao_app;

GRANT DELETE, INSERT, SELECT ON import_job TO weinao_app;

GRANT UPDATE (deliveries, files, finished_at, language, mapped_by, mappings, progress, refusal, started_at, state, summary, version) ON import_job TO weinao_app;

GRANT DELETE, INSERT, SELECT ON kept_form TO weinao_app;

GRANT UPDATE (changed_by, condition, opened_at, opened_by, version) ON kept_form TO weinao_app;

GRANT DELETE, INSERT, SELECT ON linkage_knowledge TO weinao_app;

GRANT DELETE, INSERT, SELECT ON mention_block TO weinao_app;

GRANT DELETE, INSERT, SELECT ON one_time_code TO weinao_app;

GRANT UPDATE (used_at) ON one_time_code TO weinao_app;

GRANT INSERT, SELECT ON problem TO weinao_app;

GRANT INSERT, SELECT ON record_block TO weinao_app;

GRANT DELETE, INSERT, SELECT ON recovery_code TO weinao_app;

GRANT UPDATE (used_at) ON recovery_code TO weinao_app;

GRANT DELETE, INSERT, SELECT ON relation TO weinao_app;

GRANT DELETE, INSERT, SELECT ON review TO weinao_app;

GRANT DELETE, INSERT, SELECT ON review_hold TO weinao_app;

GRANT UPDATE (actor, held_until) ON review_hold TO weinao_app;

GRANT DELETE, INSERT, SELECT ON search_key TO weinao_app;

GRANT DELETE, INSERT, SELECT ON session TO weinao_app;

GRANT UPDATE (seen_at) ON session TO weinao_app;

GRANT DELETE, INSERT, SELECT ON sign_in_attempt TO weinao_app;

GRANT UPDATE (attempts, blocked_until, first_at) ON sign_in_attempt TO weinao_app;

GRANT INSERT, SELECT ON source_table TO weinao_app;
