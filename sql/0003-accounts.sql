-- Accounts, sessions and everything by which somebody signs in. They belong to the installation, not to a community: one street officer sees
-- several communities. Only a transaction opened for signing people in (app.role = 'authentication', a role that no account can have) sees
-- these rows, so that no mistake in a page's query gives out a password's hash.
CREATE TABLE account (
  id uuid PRIMARY KEY,
  -- The name by which people sign in: trimmed, lower case. Never a person's data.
  name text NOT NULL UNIQUE,
  -- How colleagues call them; empty for residents, whose name the registry knows.
  label text NOT NULL,
  role text NOT NULL CHECK (role IN ('administrator', 'worker', 'office', 'auditor', 'resident', 'provider')),
  state text NOT NULL CHECK (state IN ('active', 'disabled')),
  -- argon2id; null until the first password is set.
  password_hash text,
  -- The shared secret of the one-time passwords, wrapped by the master key; null without a second factor.
  totp_wrapped bytea,
  totp_confirmed boolean NOT NULL,
  -- The time step of the last one-time password that was taken: none is taken twice.
  totp_last_step bigint NOT NULL,
  -- Issuer and subject at the organisation's own sign-in (OpenID Connect).
  oidc_subject text UNIQUE,
  -- Who a resident is: a soft reference into the registry of that community.
  person_community_id bigint,
  person_id uuid,
  -- Made with the sample community: never let in from another machine.
  sample boolean NOT NULL,
  version integer NOT NULL,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL
);

CREATE UNIQUE INDEX account_by_person ON account (person_community_id, person_id);

ALTER TABLE account ENABLE ROW LEVEL SECURITY;

CREATE POLICY signing_in ON account USING (current_setting('app.role', true) = 'authentication');

GRANT SELECT, INSERT ON account TO weinao_app;

GRANT UPDATE (label, role, state, password_hash, totp_wrapped, totp_confirmed, totp_last_step, oidc_subject, version) ON account TO weinao_app;

-- The communities in which an account may act. An administrator acts in all.
CREATE TABLE account_community (
  account_id uuid NOT NULL,
  granted_community_id bigint NOT NULL,
  PRIMARY KEY (account_id, granted_community_id)
);

ALTER TABLE account_community ENABLE ROW LEVEL SECURITY;

CREATE POLICY signing_in ON account_community USING (current_setting('app.role', true) = 'authentication');

GRANT SELECT, INSERT, DELETE ON account_community TO weinao_app;

-- Who did what to an account; added to, never changed.
CREATE TABLE account_event (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  event text NOT NULL,
  detail text NOT NULL
);

CREATE INDEX account_event_by_account ON account_event (account_id, at);

ALTER TABLE account_event ENABLE ROW LEVEL SECURITY;

CREATE POLICY signing_in ON account_event USING (current_setting('app.role', true) = 'authentication');

GRANT SELECT, INSERT ON account_event TO weinao_app;

-- A session is known by the hash of its token: who reads this table cannot take one over.
CREATE TABLE session (
  id bytea PRIMARY KEY,
  account_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);

CREATE INDEX session_by_account ON session (account_id);

ALTER TABLE session ENABLE ROW LEVEL SECURITY;

CREATE POLICY signing_in ON session USING (current_setting('app.role', true) = 'authentication');

GRANT SELECT, INSERT, DELETE ON session TO weinao_app;

GRANT UPDATE (seen_at) ON session TO weinao_app;

-- Codes that work once: to set a first password, to come in after a lost one, for a resident without a password. Kept as hashes.
CREATE TABLE one_time_code (
  id bytea PRIMARY KEY,
  account_id uuid NOT NULL,
  use text NOT NULL CHECK (use IN ('set-password', 'sign-in')),
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);

CREATE INDEX one_time_code_by_account ON one_time_code (account_id);

ALTER TABLE one_time_code ENABLE ROW LEVEL SECURITY;

CREATE POLICY signing_in ON one_time_code USING (current_setting('app.role', true) = 'authentication');

GRANT SELECT, INSERT, DELETE ON one_time_code TO weinao_app;

GRANT UPDATE (used_at) ON one_time_code TO weinao_app;

-- Codes that stand in for a lost telephone, each once. Kept as hashes.
CREATE TABLE recovery_code (
  account_id uuid NOT NULL,
  hash bytea NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (account_id, hash)
);

ALTER TABLE recovery_code ENABLE ROW LEVEL SECURITY;

CREATE POLICY signing_in ON recovery_code USING (current_setting('app.role', true) = 'authentication');

GRANT SELECT, INSERT, DELETE ON recovery_code TO weinao_app;

GRANT UPDATE (used_at) ON recovery_code TO weinao_app;

-- How often somebody tried to sign in, by the hash of an account's name or of an address.
CREATE TABLE sign_in_attempt (
  id bytea PRIMARY KEY,
  attempts integer NOT NULL,
  first_at timestamptz NOT NULL,
  blocked_until timestamptz NOT NULL
);

ALTER TABLE sign_in_attempt ENABLE ROW LEVEL SECURITY;

CREATE POLICY signing_in ON sign_in_attempt USING (current_setting('app.role', true) = 'authentication');

GRANT SELECT, INSERT, DELETE ON sign_in_attempt TO weinao_app;

GRANT UPDATE (attempts, first_at, blocked_until) ON sign_in_attempt TO weinao_app;

-- Tokens for departments' own systems, each for one community and some scopes. Kept as hashes.
CREATE TABLE api_token (
  id uuid PRIMARY KEY,
  hash bytea NOT NULL UNIQUE,
  label text NOT NULL,
  granted_community_id bigint NOT NULL,
  scopes text[] NOT NULL,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  revoked_at timestamptz
);

ALTER TABLE api_token ENABLE ROW LEVEL SECURITY;

CREATE POLICY signing_in ON api_token USING (current_setting('app.role', true) = 'authentication');

GRANT SELECT, INSERT ON api_token TO weinao_app;

GRANT UPDATE (used_at, revoked_at) ON api_token TO weinao_app;
