-- What is known of tables beyond the catalogue, their access levels, and the SQL editor's memory.

-- A regclass follows renames, and is dumped as a name. Rows of dropped tables are swept away by
-- selfdb.forget_dropped_tables.
CREATE TABLE selfdb.tables (
    relation regclass PRIMARY KEY,
    owner_id uuid REFERENCES auth.users (id) ON DELETE SET NULL,
    access_level text NOT NULL DEFAULT 'private'
        CHECK (access_level IN ('private', 'authenticated', 'public-read', 'public')),
    description text,
    metadata jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX tables_owner_id_idx ON selfdb.tables (owner_id);

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

-- Tables made by SQL are open to administrators and to nobody else.
ALTER DEFAULT PRIVILEGES FOR ROLE selfdb_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO service_role;
ALTER DEFAULT PRIVILEGES FOR ROLE selfdb_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO service_role;

-- Turns a level into grants and policies. Runs as the table's owner, selfdb_owner.
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
    EXECUTE format('REVOKE ALL ON %s FROM anon, authenticated, service_role', rel);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO service_role', rel);
    EXECUTE format('CREATE POLICY selfdb_service ON %s TO service_role USING (true) WITH CHECK (true)', rel);
    IF owner IS NOT NULL THEN
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO authenticated', rel);
        EXECUTE format('CREATE POLICY selfdb_table_owner ON %s TO authenticated '
            'USING ((SELECT auth.uid()) = %L::uuid) WITH CHECK ((SELECT auth.uid()) = %L::uuid)',
            rel, owner, owner);
    END IF;
    IF level = 'authenticated' THEN
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO authenticated', rel);
        EXECUTE format('CREATE POLICY selfdb_level ON %s TO authenticated USING (true) WITH CHECK (true)', rel);
    ELSIF level = 'public-read' THEN
        EXECUTE format('GRANT SELECT ON %s TO anon, authenticated', rel);
        EXECUTE format('CREATE POLICY selfdb_level ON %s FOR SELECT TO anon, authenticated USING (true)', rel);
    ELSIF level = 'public' THEN
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO anon, authenticated', rel);
        EXECUTE format('CREATE POLICY selfdb_level ON %s TO anon, authenticated USING (true) WITH CHECK (true)', rel);
    END IF;
    -- Whoever may insert needs the sequences behind serial columns.
    FOR item IN
        SELECT d.objid::regclass::text FROM pg_depend d JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S'
         WHERE d.refobjid = rel AND d.classid = 'pg_class'::regclass AND d.deptype = 'a'
    LOOP
        EXECUTE format('GRANT USAGE, SELECT ON SEQUENCE %s TO service_role', item);
        EXECUTE format('REVOKE ALL ON SEQUENCE %s FROM anon, authenticated', item);
        IF owner IS NOT NULL OR level IN ('authenticated', 'public') THEN
            EXECUTE format('GRANT USAGE, SELECT ON SEQUENCE %s TO authenticated', item);
        END IF;
        IF level = 'public' THEN
            EXECUTE format('GRANT USAGE, SELECT ON SEQUENCE %s TO anon', item);
        END IF;
    END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION selfdb.apply_access(regclass, text, uuid) TO selfdb_owner;

CREATE FUNCTION selfdb.forget_dropped_tables() RETURNS void LANGUAGE sql AS $$
    DELETE FROM selfdb.tables t WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_class c WHERE c.oid = t.relation)
$$;

CREATE FUNCTION selfdb.table_columns(rel oid) RETURNS json LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT coalesce(json_agg(json_build_object(
            'name', a.attname,
            'type', format_type(a.atttypid, a.atttypmod),
            'nullable', NOT a.attnotnull,
            'unique', EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = rel AND i.indisunique
                                 AND i.indnkeyatts = 1 AND i.indkey[0] = a.attnum AND i.indpred IS NULL),
            'default', pg_get_expr(d.adbin, d.adrelid),
            'primary_key', EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = rel AND i.indisprimary
                                      AND a.attnum = ANY (i.indkey))
        ) ORDER BY a.attnum), '[]')
      FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE a.attrelid = rel AND a.attnum > 0 AND NOT a.attisdropped
$$;

CREATE FUNCTION selfdb.table_indexes(rel oid) RETURNS json LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT json_agg(json_build_object(
            'name', c.relname,
            'columns', (SELECT json_agg(pg_get_indexdef(i.indexrelid, k::int, true) ORDER BY k)
                          FROM generate_series(1, i.indnkeyatts) k),
            'unique', i.indisunique) ORDER BY c.relname)
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE i.indrelid = rel AND NOT i.indisprimary
$$;

-- The statement that would make the table again, exactly as the catalogue knows it.
CREATE FUNCTION selfdb.table_ddl(rel oid) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT format(E'CREATE TABLE %I.%I (\n', n.nspname, c.relname)
        || coalesce((SELECT string_agg(line, E',\n' ORDER BY part, ord) FROM (
            SELECT 1 AS part, a.attnum::text::int AS ord,
                   format('    %I %s', a.attname, format_type(a.atttypid, a.atttypmod))
                || CASE WHEN a.attidentity = 'a' THEN ' GENERATED ALWAYS AS IDENTITY'
                        WHEN a.attidentity = 'd' THEN ' GENERATED BY DEFAULT AS IDENTITY'
                        WHEN a.attgenerated = 's' THEN ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') STORED'
                        WHEN a.attgenerated = 'v' THEN ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ')'
                        WHEN d.adbin IS NOT NULL THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)
                        ELSE '' END
                || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END AS line
              FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
             WHERE a.attrelid = rel AND a.attnum > 0 AND NOT a.attisdropped
            UNION ALL
            SELECT 2, row_number() OVER (ORDER BY k.contype <> 'p', k.conname)::int,
                   format('    CONSTRAINT %I %s', k.conname, pg_get_constraintdef(k.oid))
              FROM pg_constraint k WHERE k.conrelid = rel AND k.contype IN ('p', 'u', 'f', 'c', 'x')
        ) lines), '') || E'\n);'
        || coalesce((SELECT string_agg(E'\n' || pg_get_indexdef(i.indexrelid) || ';', '' ORDER BY i.indexrelid)
              FROM pg_index i WHERE i.indrelid = rel
               AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.conrelid = rel)), '')
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = rel
$$;

-- Tables of schema public as the API shows them.
CREATE VIEW selfdb.table_details AS
SELECT c.oid AS relation, c.relname::text AS name, t.owner_id, coalesce(t.access_level, 'private') AS access_level,
       t.description, coalesce(t.metadata, '{}') AS metadata, t.created_at, t.updated_at,
       greatest(c.reltuples, 0)::bigint AS row_count,
       EXISTS (SELECT 1 FROM pg_catalog.pg_trigger g
                WHERE g.tgrelid = c.oid AND g.tgname = 'selfdb_changes_insert' AND g.tgenabled <> 'D') AS realtime
  FROM pg_catalog.pg_class c LEFT JOIN selfdb.tables t ON t.relation = c.oid
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p');

CREATE FUNCTION selfdb.table_json(d selfdb.table_details) RETURNS json LANGUAGE sql STABLE AS $$
    SELECT json_build_object(
        'name', d.name,
        'schema', json_build_object('columns', selfdb.table_columns(d.relation),
                                    'indexes', selfdb.table_indexes(d.relation)),
        'public', d.access_level IN ('public-read', 'public'),
        'access_level', d.access_level,
        'realtime', d.realtime,
        'owner_id', d.owner_id,
        'description', d.description,
        'metadata', d.metadata,
        'row_count', d.row_count,
        'created_at', d.created_at,
        'updated_at', d.updated_at)
$$;
