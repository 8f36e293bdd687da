-- Schemas, roles, users, sessions, API keys and the function that every request starts with.
-- Runs as the service's own login, which needs CREATEROLE but not superuser.

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['anon', 'authenticated', 'service_role', 'selfdb_owner'] LOOP
        -- Roles belong to the cluster: another database's migration may be creating them now.
        BEGIN
            IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = name) THEN
                EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', name);
            END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END;
    END LOOP;
    -- From PostgreSQL 16 on, creating a role no longer lets its creator SET ROLE to it.
    IF NOT pg_has_role(current_user, 'selfdb_owner', 'MEMBER')
       OR (current_setting('server_version_num')::int >= 160000
           AND NOT pg_has_role(current_user, 'selfdb_owner', 'SET')) THEN
        EXECUTE format('GRANT selfdb_owner TO %I', current_user);
    END IF;
END $$;

CREATE SCHEMA IF NOT EXISTS auth;
CREATE SCHEMA IF NOT EXISTS selfdb;

GRANT USAGE ON SCHEMA auth TO anon, authenticated, service_role, selfdb_owner;
GRANT USAGE ON SCHEMA public TO anon, authenticated, service_role;
GRANT USAGE, CREATE ON SCHEMA public TO selfdb_owner;
GRANT USAGE ON SCHEMA selfdb TO selfdb_owner;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE selfdb_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- RFC 9562 version 7; PostgreSQL has uuidv7() only from 18 on.
CREATE FUNCTION selfdb.uuid_v7() RETURNS uuid
LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
    SELECT encode(
        set_bit(set_bit(
            overlay(uuid_send(gen_random_uuid())
                PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
                FROM 1 FOR 6),
            52, 1), 53, 1), 'hex')::uuid
$$;
GRANT EXECUTE ON FUNCTION selfdb.uuid_v7() TO anon, authenticated, service_role, selfdb_owner;

-- Columns shared with Supabase carry its names, so that foreign keys and policies written for it work.
CREATE TABLE auth.users (
    id uuid PRIMARY KEY DEFAULT selfdb.uuid_v7(),
    email text NOT NULL,
    encrypted_password text NOT NULL,
    role text NOT NULL DEFAULT 'authenticated',
    app_role text NOT NULL DEFAULT 'USER' CHECK (app_role IN ('USER', 'ADMIN')),
    first_name text,
    last_name text,
    is_active boolean NOT NULL DEFAULT true,
    raw_app_meta_data jsonb NOT NULL DEFAULT '{}',
    raw_user_meta_data jsonb NOT NULL DEFAULT '{}',
    last_sign_in_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX users_email_key ON auth.users (lower(email));
CREATE INDEX users_created_at_idx ON auth.users (created_at, id);
-- The SQL editor may read users, but never their password hashes.
GRANT SELECT (id, email, role, app_role, first_name, last_name, is_active, raw_app_meta_data,
              raw_user_meta_data, last_sign_in_at, created_at, updated_at)
    ON auth.users TO selfdb_owner;
GRANT REFERENCES (id) ON auth.users TO selfdb_owner;

CREATE TABLE auth.sessions (
    id uuid PRIMARY KEY DEFAULT selfdb.uuid_v7(),
    user_id uuid NOT NULL REFERENCES auth.users (id) ON DELETE CASCADE,
    user_agent text,
    ip text,
    created_at timestamptz NOT NULL DEFAULT now(),
    refreshed_at timestamptz NOT NULL DEFAULT now(),
    not_after timestamptz NOT NULL,
    revoked_at timestamptz
);
CREATE INDEX sessions_user_id_idx ON auth.sessions (user_id);

-- A refresh token is stored as its SHA-256 only. `used_at` starts the grace window in which
-- a second tab presenting the same token gets the same successor.
CREATE TABLE selfdb.refresh_tokens (
    token_hash bytea PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES auth.sessions (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    used_at timestamptz
);
CREATE INDEX refresh_tokens_session_id_idx ON selfdb.refresh_tokens (session_id);

-- `id` is the first half of the key's SHA-256, so a request finds its key without a look-up of its own.
CREATE TABLE selfdb.api_keys (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    role text NOT NULL CHECK (role IN ('anon', 'service')),
    prefix text NOT NULL,
    source text NOT NULL DEFAULT 'api' CHECK (source IN ('api', 'env', 'console')),
    -- Revoked by an administrator; the configuration that names the key does not make it valid again.
    barred boolean NOT NULL DEFAULT false,
    created_by uuid REFERENCES auth.users (id) ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz,
    revoked_at timestamptz
);

CREATE TABLE selfdb.cors_origins (
    id uuid PRIMARY KEY DEFAULT selfdb.uuid_v7(),
    origin text NOT NULL UNIQUE,
    description text,
    is_active boolean NOT NULL DEFAULT true,
    extra_metadata jsonb NOT NULL DEFAULT '{}',
    created_by uuid REFERENCES auth.users (id) ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE selfdb.audit_log (
    id uuid PRIMARY KEY DEFAULT selfdb.uuid_v7(),
    actor_id uuid,
    action text NOT NULL,
    target text NOT NULL,
    detail jsonb NOT NULL DEFAULT '{}',
    ip text,
    at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX audit_log_at_idx ON selfdb.audit_log (at DESC);

-- What a session or key may be right now, read from the tables and not from the token, so that logout, deactivation and
-- demotion act on the very next request. Views instead of a function: every request reads one of them, and a plain
-- prepared join costs a third of a call. `refusal` is SD401 (session gone), SD402 (user inactive) or SD403 (key
-- revoked); there are no claims then.
CREATE VIEW selfdb.session_callers AS
SELECT s.id, standing.refusal, standing.pg_role,
       CASE WHEN standing.refusal IS NULL THEN
           json_build_object('sub', u.id, 'role', standing.pg_role, 'email', u.email, 'session_id', s.id,
               'app_metadata', json_build_object('role', u.app_role))::text
       END AS claims
  FROM auth.sessions s
  JOIN auth.users u ON u.id = s.user_id
 CROSS JOIN LATERAL (
       SELECT CASE WHEN s.revoked_at IS NOT NULL OR s.not_after <= now() THEN 'SD401'
                   WHEN NOT u.is_active THEN 'SD402' END AS refusal,
              CASE u.app_role WHEN 'ADMIN' THEN 'service_role' ELSE 'authenticated' END AS pg_role) standing;

CREATE VIEW selfdb.key_callers AS
SELECT k.id, standing.refusal, standing.pg_role,
       CASE WHEN standing.refusal IS NULL THEN json_build_object('role', standing.pg_role)::text END AS claims
  FROM selfdb.api_keys k
 CROSS JOIN LATERAL (
       SELECT CASE WHEN k.revoked_at IS NOT NULL THEN 'SD403' END AS refusal,
              CASE k.role WHEN 'service' THEN 'service_role' ELSE 'anon' END AS pg_role) standing;

-- Fails with the SQLSTATE of a refusal; stands where claims would, so that a transaction cannot go on without them.
CREATE FUNCTION selfdb.refuse(p_sqlstate text) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'caller refused' USING ERRCODE = p_sqlstate;
END $$;

CREATE FUNCTION auth.jwt() RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT coalesce(nullif(current_setting('request.jwt.claims', true), ''), '{}')::jsonb
$$;
CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT nullif(nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub', '')::uuid
$$;
CREATE FUNCTION auth.role() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'
$$;
GRANT EXECUTE ON FUNCTION auth.jwt(), auth.uid(), auth.role() TO anon, authenticated, service_role, selfdb_owner;
