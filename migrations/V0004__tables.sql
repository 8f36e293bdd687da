-- What is known of tables beyond the catalogue, their access levels, and the SQL editor's memory.

-- A regclass follows renames, and is dumped as a name. Rows of dropped tables are swept away by
-- selfdb.forget_dropped_tables.
CREATE TABLE selfdb.tables (
    relation regclass PRIMARY KEY,
    owner_id uuid REFERENCES auth.users (id) ON DELETE SET NULL,
    access_level text NOT NULL DEFAULT 'private'
        CHECK (access_level IN ('private', 'authenticated', 'public-read', 'public')),
    -- `role.PRIVILEGE` for each privilege that goes by columns, so that dropping the last of them opens nothing.
    restricted text[] NOT NULL DEFAULT '{}',
    metadata jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX tables_owner_id_idx ON selfdb.tables (owner_id);

-- What became of indexes that were built beside writers; the latest of each name.
CREATE TABLE selfdb.index_builds (
    relation oid NOT NULL,
    name text NOT NULL,
    statement text NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    error text,
    PRIMARY KEY (relation, name)
);

CREATE TABLE selfdb.sql_history (
    id uuid PRIMARY KEY DEFAULT selfdb.uuid_v7(),
    user_id uuid REFERENCES auth.users (id) ON DELETE CASCADE,
    query text NOT NULL,
    is_read_only boolean NOT NULL,
    execution_time double precision NOT NULL,
    row_count bigint NOT NULL DEFAULT 0,
    error text,
    executed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sql_history_user_id_idx ON selfdb.sql_history (user_id, executed_at DESC);

CREATE TABLE selfdb.sql_snippets (
    id uuid PRIMARY KEY DEFAULT selfdb.uuid_v7(),
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    sql_code text NOT NULL,
    description text,
    is_shared boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by uuid REFERENCES auth.users (id) ON DELETE CASCADE
);
CREATE INDEX sql_snippets_created_by_idx ON selfdb.sql_snippets (created_by);

-- Tables made by SQL are open to administrators and to nobody else, whoever of our logins makes them.
ALTER DEFAULT PRIVILEGES FOR ROLE selfdb_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO service_role;
ALTER DEFAULT PRIVILEGES FOR ROLE selfdb_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO service_role;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO service_role;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO service_role;

-- Grants of callers' roles follow the policies: a role holds a privilege on the table exactly when some
-- permissive policy gives it rows for that command. So a policy needs no GRANT beside it, and a table
-- whose row-level security is switched off by mistake shows no more than its policies spoke of.
-- A privilege that is granted by columns stays by columns. Runs as the table's owner.
CREATE FUNCTION selfdb.sync_grants(rel regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    item record;
    sequence text;
BEGIN
    FOR item IN
        SELECT r.rolname AS role, k.privilege,
               EXISTS (SELECT 1 FROM pg_policy p
                        WHERE p.polrelid = rel AND p.polpermissive AND p.polcmd IN (k.command, '*')
                          AND (0 = ANY (p.polroles) OR r.oid = ANY (p.polroles))) AS wanted,
               EXISTS (SELECT 1 FROM pg_class c, aclexplode(c.relacl) a
                        WHERE c.oid = rel AND a.grantee = r.oid AND a.privilege_type = k.privilege) AS granted,
               EXISTS (SELECT 1 FROM pg_attribute t, aclexplode(t.attacl) a
                        WHERE t.attrelid = rel AND NOT t.attisdropped
                          AND a.grantee = r.oid AND a.privilege_type = k.privilege)
                   OR EXISTS (SELECT 1 FROM selfdb.table_details t
                        WHERE t.relation = rel AND r.rolname || '.' || k.privilege = ANY (t.restricted)) AS by_column
          FROM pg_roles r,
               (VALUES ('SELECT', 'r'::"char"), ('INSERT', 'a'), ('UPDATE', 'w'), ('DELETE', 'd')) k(privilege, command)
         WHERE r.rolname IN ('anon', 'authenticated', 'service_role')
         ORDER BY r.rolname, k.privilege
    LOOP
        IF item.wanted AND NOT item.granted AND NOT item.by_column THEN
            EXECUTE format('GRANT %s ON %s TO %I', item.privilege, rel, item.role);
        ELSIF item.granted AND NOT item.wanted THEN
            EXECUTE format('REVOKE %s ON %s FROM %I', item.privilege, rel, item.role);
        END IF;
        -- Whoever may insert needs the sequences behind serial columns.
        CONTINUE WHEN item.privilege <> 'INSERT';
        FOR sequence IN
            SELECT d.objid::regclass::text FROM pg_depend d JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S'
             WHERE d.refobjid = rel AND d.classid = 'pg_class'::regclass AND d.deptype = 'a'
        LOOP
            EXECUTE format(CASE WHEN item.wanted THEN 'GRANT USAGE ON SEQUENCE %s TO %I'
                                ELSE 'REVOKE ALL ON SEQUENCE %s FROM %I' END, sequence, item.role);
        END LOOP;
    END LOOP;
    EXECUTE format('REVOKE TRUNCATE, REFERENCES, TRIGGER ON %s FROM anon, authenticated', rel);
END $$;

-- As sync_grants, for every table that has been opened; for use after SQL that made or dropped policies.
CREATE FUNCTION selfdb.sync_all_grants() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    rel regclass;
BEGIN
    FOR rel IN SELECT t.relation FROM selfdb.table_details t JOIN pg_class c ON c.oid = t.relation
                WHERE t.opened AND c.relrowsecurity AND pg_has_role(current_user, c.relowner, 'USAGE')
    LOOP
        PERFORM selfdb.sync_grants(rel);
    END LOOP;
END $$;

-- Turns a level into policies, and the policies into grants. Runs as the table's owner, selfdb_owner.
-- Policies of other names stay as they are: rights add up, and restrictive policies narrow all of them.
CREATE FUNCTION selfdb.apply_access(rel regclass, level text, owner uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    item text;
BEGIN
    IF level NOT IN ('private', 'authenticated', 'public-read', 'public') THEN
        RAISE EXCEPTION 'unknown access level %', level USING ERRCODE = '22023';
    END IF;
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', rel);
    FOR item IN SELECT polname FROM pg_policy WHERE polrelid = rel AND starts_with(polname, 'selfdb_') LOOP
        EXECUTE format('DROP POLICY %I ON %s', item, rel);
    END LOOP;
    EXECUTE format('CREATE POLICY selfdb_service ON %s TO service_role USING (true) WITH CHECK (true)', rel);
    IF owner IS NOT NULL THEN
        EXECUTE format('CREATE POLICY selfdb_table_owner ON %s TO authenticated '
            'USING ((SELECT auth.uid()) = %L::uuid) WITH CHECK ((SELECT auth.uid()) = %L::uuid)',
            rel, owner, owner);
    END IF;
    IF level = 'authenticated' THEN
        EXECUTE format('CREATE POLICY selfdb_level ON %s TO authenticated USING (true) WITH CHECK (true)', rel);
    ELSIF level = 'public-read' THEN
        EXECUTE format('CREATE POLICY selfdb_level ON %s FOR SELECT TO anon, authenticated USING (true)', rel);
    ELSIF level = 'public' THEN
        EXECUTE format('CREATE POLICY selfdb_level ON %s TO anon, authenticated USING (true) WITH CHECK (true)', rel);
    END IF;
    PERFORM selfdb.sync_grants(rel);
END $$;
GRANT EXECUTE ON FUNCTION selfdb.sync_grants(regclass), selfdb.sync_all_grants(),
    selfdb.apply_access(regclass, text, uuid) TO selfdb_owner;

CREATE FUNCTION selfdb.forget_dropped_tables() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
    DELETE FROM selfdb.index_builds b WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_class c WHERE c.oid = b.relation);
    DELETE FROM selfdb.tables t WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_class c WHERE c.oid = t.relation)
$$;

-- DDL runs under a login that can be nothing but selfdb_owner and reads no table of ours: these write for it.
-- Without metadata only level and owner change, and the table is opened if it was not.
-- An oid comes round again after four billion; with metadata, a leftover must not pass anything on.
CREATE FUNCTION selfdb.remember_table(rel regclass, level text, owner uuid, p_metadata jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
    INSERT INTO selfdb.tables (relation, access_level, owner_id, metadata)
    VALUES (rel, level, owner, coalesce(p_metadata, '{}'))
    ON CONFLICT (relation) DO UPDATE SET access_level = level, owner_id = owner, updated_at = now(),
        metadata = coalesce(p_metadata, tables.metadata),
        restricted = CASE WHEN p_metadata IS NULL THEN tables.restricted ELSE '{}' END
$$;

CREATE FUNCTION selfdb.touch_table(rel regclass) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
    UPDATE selfdb.tables SET updated_at = now() WHERE relation = rel
$$;

CREATE FUNCTION selfdb.restrict_columns(rel regclass, privilege text, p_on boolean) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
    INSERT INTO selfdb.tables (relation, restricted) VALUES (rel, CASE WHEN p_on THEN ARRAY[privilege] ELSE '{}' END)
    ON CONFLICT (relation) DO UPDATE SET updated_at = now(),
        restricted = array_remove(tables.restricted, privilege) || CASE WHEN p_on THEN ARRAY[privilege] ELSE '{}' END
$$;
GRANT EXECUTE ON FUNCTION selfdb.forget_dropped_tables(), selfdb.remember_table(regclass, text, uuid, jsonb),
    selfdb.touch_table(regclass), selfdb.restrict_columns(regclass, text, boolean) TO selfdb_owner;

CREATE FUNCTION selfdb.table_columns(rel oid) RETURNS json LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT coalesce(json_agg(json_build_object(
            'name', a.attname,
            'type', format_type(a.atttypid, a.atttypmod),
            'nullable', NOT a.attnotnull,
            'unique', EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = rel AND i.indisunique
                                 AND i.indnkeyatts = 1 AND i.indkey[0] = a.attnum AND i.indpred IS NULL),
            'default', CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END,
            'primary_key', EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = rel AND i.indisprimary
                                      AND a.attnum = ANY (i.indkey)),
            'identity', CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by-default' END,
            'generated', CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END,
            'enum_values', (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e
                             WHERE e.enumtypid IN (t.oid, t.typelem, t.typbasetype)),
            'comment', col_description(rel, a.attnum)
        ) ORDER BY a.attnum), '[]')
      FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE a.attrelid = rel AND a.attnum > 0 AND NOT a.attisdropped
$$;

-- `valid` is false while an index is built beside writers, and for good when that has failed.
CREATE FUNCTION selfdb.table_indexes(rel oid) RETURNS json LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT json_agg(json_build_object(
            'name', c.relname,
            'columns', (SELECT json_agg(pg_get_indexdef(i.indexrelid, k, true) ORDER BY k)
                          FROM generate_series(1, i.indnkeyatts::int) k),
            'include', (SELECT json_agg(pg_get_indexdef(i.indexrelid, k, true) ORDER BY k)
                          FROM generate_series(i.indnkeyatts + 1, i.indnatts::int) k),
            'unique', i.indisunique,
            'method', m.amname,
            'where', pg_get_expr(i.indpred, i.indrelid),
            'valid', i.indisvalid,
            'constraint', EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.conrelid = rel),
            'size_bytes', pg_relation_size(c.oid),
            'definition', pg_get_indexdef(i.indexrelid)) ORDER BY c.relname)
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam
     WHERE i.indrelid = rel AND NOT i.indisprimary
$$;

-- Tables of schema public as the API shows them; not our own history, nor what belongs to an extension.
CREATE VIEW selfdb.table_details AS
SELECT c.oid AS relation, c.relname::text AS name, t.owner_id, coalesce(t.access_level, 'private') AS access_level,
       EXISTS (SELECT 1 FROM pg_catalog.pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'selfdb_service') AS opened,
       pg_catalog.obj_description(c.oid, 'pg_class') AS description,
       coalesce(t.metadata, '{}') AS metadata, coalesce(t.restricted, '{}') AS restricted, t.created_at, t.updated_at,
       greatest(c.reltuples, 0)::bigint AS row_count,
       EXISTS (SELECT 1 FROM pg_catalog.pg_trigger g
                WHERE g.tgrelid = c.oid AND g.tgname = 'selfdb_changes_insert' AND g.tgenabled <> 'D') AS realtime
  FROM pg_catalog.pg_class c LEFT JOIN selfdb.tables t ON t.relation = c.oid
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'selfdb_migrations'
   AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend x
                    WHERE x.classid = 'pg_class'::regclass AND x.objid = c.oid AND x.deptype = 'e');
GRANT SELECT ON selfdb.table_details TO selfdb_owner;

CREATE FUNCTION selfdb.table_json(d selfdb.table_details) RETURNS json LANGUAGE sql STABLE AS $$
    SELECT json_build_object(
        'name', d.name,
        'schema', json_build_object('columns', selfdb.table_columns(d.relation),
                                    'indexes', selfdb.table_indexes(d.relation)),
        'public', d.access_level IN ('public-read', 'public'),
        'access_level', d.access_level,
        'opened', d.opened,
        'realtime', d.realtime,
        'owner_id', d.owner_id,
        'description', d.description,
        'metadata', d.metadata,
        'row_count', d.row_count,
        'created_at', d.created_at,
        'updated_at', d.updated_at)
$$;
