-- Buckets and objects. Columns shared with Supabase carry its names, so that policies written for it work.
-- Bytes are elsewhere: a row's `version` names an immutable blob, so that overwriting is one row change, and every
-- version that a row lets go of is noted as garbage in the same transaction.

CREATE SCHEMA IF NOT EXISTS storage;
GRANT USAGE ON SCHEMA storage TO anon, authenticated, service_role;
GRANT USAGE, CREATE ON SCHEMA storage TO selfdb_owner;

CREATE TABLE storage.buckets (
    id text PRIMARY KEY,
    name text NOT NULL UNIQUE,
    owner uuid REFERENCES auth.users (id) ON DELETE SET NULL,
    owner_id text GENERATED ALWAYS AS (owner::text) STORED,
    public boolean NOT NULL DEFAULT false,
    file_size_limit bigint CHECK (file_size_limit > 0),
    allowed_mime_types text[],
    description text,
    quota_bytes bigint CHECK (quota_bytes >= 0),
    cors jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CHECK (id = name)
);
CREATE INDEX buckets_owner_idx ON storage.buckets (owner);

CREATE FUNCTION storage.object_metadata(size bigint, mime_type text, etag text, cache_control text) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT pg_catalog.jsonb_build_object('size', size, 'contentLength', size, 'mimetype', mime_type,
                                         'eTag', '"' || etag || '"', 'cacheControl', cache_control)
$$;

-- Names sort by bytes, as S3 lists them. `segments` counts the blobs of an object that was uploaded in parts
-- (selfdb.blob_segments has them); 0 means that the blob named like the version holds all bytes.
CREATE TABLE storage.objects (
    id uuid PRIMARY KEY DEFAULT selfdb.uuid_v7(),
    bucket_id text NOT NULL REFERENCES storage.buckets (id),
    name text COLLATE "C" NOT NULL,
    owner uuid REFERENCES auth.users (id) ON DELETE SET NULL,
    owner_id text GENERATED ALWAYS AS (owner::text) STORED,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    last_accessed_at timestamptz,
    version text NOT NULL,
    segments integer NOT NULL DEFAULT 0,
    size bigint NOT NULL CHECK (size >= 0),
    etag text NOT NULL,
    sha256 bytea,
    mime_type text NOT NULL,
    cache_control text,
    content_disposition text,
    content_encoding text,
    content_language text,
    user_metadata jsonb NOT NULL DEFAULT '{}',
    tags jsonb NOT NULL DEFAULT '{}',
    checksums jsonb NOT NULL DEFAULT '{}',
    path_tokens text[] GENERATED ALWAYS AS (string_to_array(name, '/')) STORED,
    metadata jsonb GENERATED ALWAYS AS (storage.object_metadata(size, mime_type, etag, cache_control)) STORED
);
CREATE UNIQUE INDEX objects_bucket_id_name_key ON storage.objects (bucket_id, name);
CREATE INDEX objects_bucket_id_created_at_idx ON storage.objects (bucket_id, created_at, name);
CREATE INDEX objects_version_idx ON storage.objects (version);
CREATE INDEX objects_owner_idx ON storage.objects (owner);

CREATE TABLE selfdb.blob_segments (
    version text NOT NULL,
    position integer NOT NULL,
    blob uuid NOT NULL,
    size bigint NOT NULL,
    etag text NOT NULL,
    PRIMARY KEY (version, position)
);
CREATE INDEX blob_segments_blob_idx ON selfdb.blob_segments (blob);

-- Blobs that no row needs any more. The row goes once the bytes are gone.
CREATE TABLE selfdb.blob_garbage (
    blob uuid PRIMARY KEY,
    due_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX blob_garbage_due_at_idx ON selfdb.blob_garbage (due_at);

-- Up to when blobs without rows, left by a process that died, have been looked for.
CREATE TABLE selfdb.storage_sweep (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    swept_until timestamptz NOT NULL DEFAULT '1970-01-01Z'
);
INSERT INTO selfdb.storage_sweep DEFAULT VALUES;

-- Uploads in several requests: S3 multipart and TUS. Every part is a blob of its own.
CREATE TABLE selfdb.uploads (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('s3', 'tus')),
    bucket_id text NOT NULL REFERENCES storage.buckets (id) ON DELETE CASCADE,
    name text COLLATE "C" NOT NULL,
    owner uuid REFERENCES auth.users (id) ON DELETE CASCADE,
    api_key uuid,
    options jsonb NOT NULL DEFAULT '{}',
    length bigint CHECK (length >= 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL
);
CREATE INDEX uploads_bucket_id_idx ON selfdb.uploads (bucket_id, name);
CREATE INDEX uploads_expires_at_idx ON selfdb.uploads (expires_at);

CREATE TABLE selfdb.upload_parts (
    upload_id uuid NOT NULL REFERENCES selfdb.uploads (id) ON DELETE CASCADE,
    part_number integer NOT NULL,
    blob uuid NOT NULL UNIQUE,
    size bigint NOT NULL CHECK (size >= 0),
    etag text NOT NULL,
    checksums jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (upload_id, part_number)
);

-- An access key acts through a session of its user, so that deactivation and revocation act on it at once.
CREATE TABLE selfdb.s3_access_keys (
    id text PRIMARY KEY,
    session_id uuid NOT NULL UNIQUE REFERENCES auth.sessions (id) ON DELETE CASCADE,
    user_id uuid NOT NULL REFERENCES auth.users (id) ON DELETE CASCADE,
    name text NOT NULL,
    secret bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX s3_access_keys_user_id_idx ON selfdb.s3_access_keys (user_id);

-- Most that one user's objects may hold in all; without a row there is no limit.
CREATE TABLE selfdb.storage_quotas (
    user_id uuid PRIMARY KEY REFERENCES auth.users (id) ON DELETE CASCADE,
    max_bytes bigint NOT NULL CHECK (max_bytes >= 0)
);

-- Readers of an object in segments open them one after the other, so these stay a while after they were let go.
CREATE FUNCTION selfdb.discard_versions(versions text[]) RETURNS void
LANGUAGE sql SET search_path = pg_catalog AS $$
    INSERT INTO selfdb.blob_garbage (blob)
    SELECT v::uuid FROM unnest(versions) v
     WHERE NOT EXISTS (SELECT 1 FROM selfdb.blob_segments s WHERE s.version = v)
    ON CONFLICT DO NOTHING;
    WITH gone AS (DELETE FROM selfdb.blob_segments WHERE version = ANY (versions) RETURNING blob)
    INSERT INTO selfdb.blob_garbage (blob, due_at) SELECT blob, now() + interval '15 minutes' FROM gone
    ON CONFLICT DO NOTHING;
$$;

CREATE FUNCTION selfdb.discard_deleted_objects() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    versions text[];
BEGIN
    SELECT array_agg(o.version) INTO versions FROM old_rows o;
    IF versions IS NOT NULL THEN PERFORM selfdb.discard_versions(versions); END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION selfdb.discard_replaced_objects() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    versions text[];
BEGIN
    SELECT array_agg(o.version) INTO versions
      FROM old_rows o JOIN new_rows n ON n.id = o.id WHERE n.version <> o.version;
    IF versions IS NOT NULL THEN PERFORM selfdb.discard_versions(versions); END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION selfdb.discard_parts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO selfdb.blob_garbage (blob)
    SELECT o.blob FROM old_rows o
     WHERE NOT EXISTS (SELECT 1 FROM selfdb.blob_segments s WHERE s.blob = o.blob)
       AND NOT EXISTS (SELECT 1 FROM selfdb.upload_parts p WHERE p.blob = o.blob)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

-- SD413 when a bucket or a user holds more than its quota. Writers of one quota queue for its lock, so that two of
-- them cannot each take the last room.
CREATE FUNCTION selfdb.check_quotas() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    q record;
BEGIN
    FOR q IN SELECT b.id, b.quota_bytes FROM storage.buckets b
              WHERE b.quota_bytes IS NOT NULL AND b.id IN (SELECT bucket_id FROM new_rows) ORDER BY b.id
    LOOP
        PERFORM pg_advisory_xact_lock(x'5e1fdb03'::int, hashtext(q.id));
        IF (SELECT coalesce(sum(size), 0) FROM storage.objects WHERE bucket_id = q.id) > q.quota_bytes THEN
            RAISE EXCEPTION 'the bucket''s quota of % bytes is used up', q.quota_bytes USING ERRCODE = 'SD413';
        END IF;
    END LOOP;
    FOR q IN SELECT s.user_id, s.max_bytes FROM selfdb.storage_quotas s
              WHERE s.user_id IN (SELECT owner FROM new_rows) ORDER BY s.user_id
    LOOP
        PERFORM pg_advisory_xact_lock(x'5e1fdb04'::int, hashtext(q.user_id::text));
        IF (SELECT coalesce(sum(size), 0) FROM storage.objects WHERE owner = q.user_id) > q.max_bytes THEN
            RAISE EXCEPTION 'the user''s quota of % bytes is used up', q.max_bytes USING ERRCODE = 'SD413';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

CREATE TRIGGER selfdb_discard_deleted AFTER DELETE ON storage.objects REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION selfdb.discard_deleted_objects();
CREATE TRIGGER selfdb_discard_replaced AFTER UPDATE ON storage.objects
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION selfdb.discard_replaced_objects();
CREATE TRIGGER selfdb_quota_insert AFTER INSERT ON storage.objects REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION selfdb.check_quotas();
CREATE TRIGGER selfdb_quota_update AFTER UPDATE ON storage.objects REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION selfdb.check_quotas();
CREATE TRIGGER selfdb_discard_parts AFTER DELETE ON selfdb.upload_parts REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION selfdb.discard_parts();
CREATE TRIGGER selfdb_discard_replaced_parts AFTER UPDATE ON selfdb.upload_parts REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION selfdb.discard_parts();

-- Makes parts of an upload, in this order and with these ETags, the segments of a version, and ends the upload. Returns
-- their bytes, or nothing when a part is not what the caller thinks. SD404 unless the upload is the caller's.
CREATE FUNCTION storage.take_parts(p_upload uuid, p_numbers integer[], p_etags text[], p_version text, p_signer uuid)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    taken integer;
    bytes bigint;
BEGIN
    PERFORM 1 FROM selfdb.uploads u
      WHERE u.id = p_upload
        AND (u.owner IS NOT DISTINCT FROM coalesce(p_signer, auth.uid()) OR auth.role() = 'service_role')
        FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such upload' USING ERRCODE = 'SD404';
    END IF;
    INSERT INTO selfdb.blob_segments (version, position, blob, size, etag)
    SELECT p_version, n.at, s.blob, s.size, s.etag
      FROM unnest(p_numbers, p_etags) WITH ORDINALITY n(number, etag, at)
      JOIN selfdb.upload_parts s ON s.upload_id = p_upload AND s.part_number = n.number AND s.etag = n.etag;
    GET DIAGNOSTICS taken = ROW_COUNT;
    IF taken <> cardinality(p_numbers) THEN
        RETURN NULL;
    END IF;
    SELECT coalesce(sum(size), 0) INTO bytes FROM selfdb.blob_segments WHERE version = p_version;
    DELETE FROM selfdb.uploads WHERE id = p_upload;
    RETURN bytes;
END $$;

-- Which of these blobs no row knows.
CREATE FUNCTION selfdb.unknown_blobs(blobs uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT b FROM unnest(blobs) b
     WHERE NOT EXISTS (SELECT 1 FROM storage.objects o WHERE o.version = b::text)
       AND NOT EXISTS (SELECT 1 FROM selfdb.blob_segments s WHERE s.blob = b)
       AND NOT EXISTS (SELECT 1 FROM selfdb.upload_parts p WHERE p.blob = b)
       AND NOT EXISTS (SELECT 1 FROM selfdb.blob_garbage g WHERE g.blob = b)
$$;

-- What a bucket asks of uploads, for callers who may write into it without seeing it.
CREATE FUNCTION storage.bucket_rules(p_bucket text)
RETURNS TABLE (id text, public boolean, file_size_limit bigint, allowed_mime_types text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT b.id, b.public, b.file_size_limit, b.allowed_mime_types FROM storage.buckets b WHERE b.id = p_bucket
$$;

-- An object of a public bucket, for whoever knows its name. Listing stays a matter of policies.
CREATE FUNCTION storage.public_object(p_bucket text, p_name text) RETURNS SETOF storage.objects
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT o.* FROM storage.objects o JOIN storage.buckets b ON b.id = o.bucket_id
     WHERE b.public AND o.bucket_id = p_bucket AND o.name = p_name
$$;

-- A page of names in byte order; names that go on after a delimiter are folded into folders, each found by one
-- index probe however much is in it. chr(1114111) sorts after every other character.
CREATE FUNCTION storage.list_page(p_bucket text, p_prefix text, p_delimiter text, p_after text, p_limit integer)
RETURNS TABLE (folder text, object storage.objects)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
DECLARE
    r storage.objects;
    after text := p_after;
    ends text := p_prefix || chr(1114111);
    taken integer := 0;
    cut integer;
BEGIN
    <<folders>>
    LOOP
        FOR r IN SELECT o.* FROM storage.objects o
                  WHERE o.bucket_id = p_bucket AND o.name > after AND o.name >= p_prefix AND o.name < ends
                  ORDER BY o.name LIMIT p_limit - taken
        LOOP
            cut := CASE WHEN p_delimiter = '' THEN 0
                        ELSE strpos(substr(r.name, length(p_prefix) + 1), p_delimiter) END;
            taken := taken + 1;
            IF cut > 0 THEN
                folder := left(r.name, length(p_prefix) + cut - 1 + length(p_delimiter));
                object := NULL;
                RETURN NEXT;
                after := folder || chr(1114111);
                EXIT folders WHEN taken >= p_limit;
                CONTINUE folders;
            END IF;
            folder := NULL;
            object := r;
            RETURN NEXT;
        END LOOP;
        EXIT;
    END LOOP;
END $$;

-- Supabase's helpers for policies.
CREATE FUNCTION storage.foldername(name text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (pg_catalog.string_to_array(name, '/'))[1 : pg_catalog.array_length(pg_catalog.string_to_array(name, '/'), 1) - 1]
$$;
CREATE FUNCTION storage.filename(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT pg_catalog.regexp_replace(name, '^.*/', '')
$$;
CREATE FUNCTION storage.extension(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT pg_catalog.substring(storage.filename(name), '\.([^.]*)$')
$$;

GRANT EXECUTE ON FUNCTION storage.object_metadata(bigint, text, text, text), storage.bucket_rules(text),
    storage.public_object(text, text), storage.take_parts(uuid, integer[], text[], text, uuid), storage.list_page(text, text, text, text, integer),
    storage.foldername(text), storage.filename(text), storage.extension(text)
    TO anon, authenticated, service_role, selfdb_owner;

GRANT SELECT, INSERT, UPDATE, DELETE ON storage.buckets, storage.objects TO anon, authenticated, service_role;
ALTER TABLE storage.buckets OWNER TO selfdb_owner;
ALTER TABLE storage.objects OWNER TO selfdb_owner;
ALTER TABLE storage.buckets ENABLE ROW LEVEL SECURITY;
ALTER TABLE storage.objects ENABLE ROW LEVEL SECURITY;

CREATE POLICY selfdb_service ON storage.buckets TO service_role USING (true) WITH CHECK (true);
CREATE POLICY selfdb_bucket_owner ON storage.buckets TO authenticated
    USING (owner = (SELECT auth.uid())) WITH CHECK (owner = (SELECT auth.uid()));
CREATE POLICY selfdb_public_bucket ON storage.buckets FOR SELECT TO anon, authenticated USING (public);

CREATE POLICY selfdb_service ON storage.objects TO service_role USING (true) WITH CHECK (true);
CREATE POLICY selfdb_bucket_owner ON storage.objects TO authenticated
    USING (bucket_id IN (SELECT b.id FROM storage.buckets b WHERE b.owner = (SELECT auth.uid())))
    WITH CHECK (bucket_id IN (SELECT b.id FROM storage.buckets b WHERE b.owner = (SELECT auth.uid())));
-- Whom a policy lets write somewhere may see and remove the own objects there, too.
CREATE POLICY selfdb_object_owner ON storage.objects FOR SELECT TO authenticated USING (owner = (SELECT auth.uid()));
CREATE POLICY selfdb_object_owner_delete ON storage.objects FOR DELETE TO authenticated
    USING (owner = (SELECT auth.uid()));

SELECT selfdb.record_changes('storage.objects', true);
SELECT selfdb.record_changes('storage.buckets', true);
