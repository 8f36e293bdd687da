-- What the designer of a table needs to know of it, and the text that makes it again. All from the catalogue.

CREATE FUNCTION auth.email() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email'
$$;
GRANT EXECUTE ON FUNCTION auth.email() TO anon, authenticated, service_role, selfdb_owner;

-- Functions and types of extensions are no part of the API's schema.
CREATE SCHEMA IF NOT EXISTS extensions;
GRANT USAGE ON SCHEMA extensions TO anon, authenticated, service_role, selfdb_owner;

-- Names of columns by number, in the numbers' order.
CREATE FUNCTION selfdb.column_names(rel oid, numbers smallint[]) RETURNS json
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT coalesce(json_agg(a.attname ORDER BY k.at), '[]')
      FROM unnest(numbers) WITH ORDINALITY k(attnum, at)
      JOIN pg_attribute a ON a.attrelid = rel AND a.attnum = k.attnum
$$;

-- A table's name as callers write it: bare in schema public, else with its schema.
CREATE FUNCTION selfdb.relation_name(rel oid) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT CASE n.nspname WHEN 'public' THEN c.relname::text ELSE n.nspname || '.' || c.relname END
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = rel
$$;

-- Policies, ours among them: `level` and `owner` follow from the table's settings, `service` is for
-- administrators, `custom` is everything else.
CREATE FUNCTION selfdb.table_policies(rel oid) RETURNS json LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT coalesce(json_agg(json_build_object(
            'name', p.polname,
            'kind', CASE p.polname WHEN 'selfdb_level' THEN 'level' WHEN 'selfdb_table_owner' THEN 'owner'
                                   WHEN 'selfdb_service' THEN 'service' ELSE 'custom' END,
            'command', CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update'
                                     WHEN 'd' THEN 'delete' ELSE 'all' END,
            'roles', CASE WHEN 0 = ANY (p.polroles) THEN '["public"]'::json
                          ELSE (SELECT json_agg(r.rolname ORDER BY r.rolname) FROM pg_roles r WHERE r.oid = ANY (p.polroles)) END,
            'permissive', p.polpermissive,
            'using', pg_get_expr(p.polqual, p.polrelid),
            'check', pg_get_expr(p.polwithcheck, p.polrelid),
            'comment', obj_description(p.oid, 'pg_policy')
        ) ORDER BY starts_with(p.polname, 'selfdb_'), p.polname), '[]')
      FROM pg_policy p WHERE p.polrelid = rel
$$;

-- What callers' roles hold: `columns` is null where a privilege is for the whole table.
CREATE FUNCTION selfdb.table_privileges(rel oid) RETURNS json LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT json_agg(json_build_object('role', r.rolname, 'privilege', lower(k.privilege),
            'granted', has_table_privilege(r.oid, rel, k.privilege)
                OR k.privilege <> 'DELETE' AND has_any_column_privilege(r.oid, rel, k.privilege),
            'columns', CASE WHEN by_column.limited THEN by_column.names END)
            ORDER BY r.rolname, array_position(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE'], k.privilege))
      FROM pg_roles r
     CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) k(privilege)
     CROSS JOIN LATERAL (
        SELECT coalesce(json_agg(t.attname ORDER BY t.attnum), '[]') AS names,
               NOT has_table_privilege(r.oid, rel, k.privilege) AND (count(*) > 0
               OR EXISTS (SELECT 1 FROM selfdb.table_details s
                           WHERE s.relation = rel AND r.rolname || '.' || k.privilege = ANY (s.restricted))) AS limited
          FROM pg_attribute t, aclexplode(t.attacl) a
         WHERE t.attrelid = rel AND NOT t.attisdropped AND a.grantee = r.oid AND a.privilege_type = k.privilege) by_column
     WHERE r.rolname IN ('anon', 'authenticated')
$$;

CREATE FUNCTION selfdb.key_action(code "char") RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE code WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set-null'
                     WHEN 'd' THEN 'set-default' ELSE 'no-action' END
$$;

-- Foreign keys of a table (`p_out`), or those of others that point at it.
CREATE FUNCTION selfdb.table_foreign_keys(rel oid, p_out boolean) RETURNS json
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT coalesce(json_agg(json_build_object(
            'name', k.conname,
            'table', selfdb.relation_name(k.conrelid),
            'columns', selfdb.column_names(k.conrelid, k.conkey),
            'references', json_build_object('table', selfdb.relation_name(k.confrelid),
                                            'columns', selfdb.column_names(k.confrelid, k.confkey)),
            'on_delete', selfdb.key_action(k.confdeltype),
            'on_update', selfdb.key_action(k.confupdtype),
            'unique', EXISTS (SELECT 1 FROM pg_index i
                               WHERE i.indrelid = k.conrelid AND i.indisunique AND i.indpred IS NULL
                                 AND i.indkey::smallint[] <@ k.conkey AND i.indnkeyatts = i.indnatts),
            'definition', pg_get_constraintdef(k.oid)) ORDER BY k.conname), '[]')
      FROM pg_constraint k
     WHERE k.contype = 'f' AND k.conparentid = 0 AND CASE WHEN p_out THEN k.conrelid ELSE k.confrelid END = rel
$$;

CREATE FUNCTION selfdb.table_constraints(rel oid) RETURNS json LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT coalesce(json_agg(json_build_object(
            'name', k.conname,
            'type', CASE k.contype WHEN 'p' THEN 'primary-key' WHEN 'u' THEN 'unique' WHEN 'c' THEN 'check'
                                   WHEN 'f' THEN 'foreign-key' ELSE 'exclusion' END,
            'columns', selfdb.column_names(k.conrelid, k.conkey),
            'expression', pg_get_expr(k.conbin, k.conrelid),
            'validated', k.convalidated,
            'definition', pg_get_constraintdef(k.oid)) ORDER BY k.contype <> 'p', k.conname), '[]')
      FROM pg_constraint k WHERE k.conrelid = rel AND k.contype IN ('p', 'u', 'c', 'x', 'f')
$$;

CREATE FUNCTION selfdb.table_triggers(rel oid) RETURNS json LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT coalesce(json_agg(json_build_object('name', g.tgname, 'enabled', g.tgenabled <> 'D',
            'function', n.nspname || '.' || p.proname, 'definition', pg_get_triggerdef(g.oid)) ORDER BY g.tgname), '[]')
      FROM pg_trigger g JOIN pg_proc p ON p.oid = g.tgfoid JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE g.tgrelid = rel AND NOT g.tgisinternal AND NOT starts_with(g.tgname, 'selfdb_changes_')
$$;

CREATE FUNCTION selfdb.describe_table(d selfdb.table_details) RETURNS json LANGUAGE sql STABLE AS $$
    SELECT json_build_object(
        'name', d.name,
        'schema', json_build_object('columns', selfdb.table_columns(d.relation),
                                    'indexes', selfdb.table_indexes(d.relation)),
        'primary_key', coalesce((SELECT selfdb.column_names(d.relation, k.conkey) FROM pg_catalog.pg_constraint k
                         WHERE k.conrelid = d.relation AND k.contype = 'p'), '[]'),
        'foreign_keys', selfdb.table_foreign_keys(d.relation, true),
        'referenced_by', selfdb.table_foreign_keys(d.relation, false),
        'constraints', selfdb.table_constraints(d.relation),
        'policies', selfdb.table_policies(d.relation),
        'privileges', selfdb.table_privileges(d.relation),
        'triggers', selfdb.table_triggers(d.relation),
        'public', d.access_level IN ('public-read', 'public'),
        'access_level', d.access_level,
        'opened', d.opened,
        'row_level_security', c.relrowsecurity,
        'realtime', d.realtime,
        'owner_id', d.owner_id,
        'description', d.description,
        'metadata', d.metadata,
        'row_count', d.row_count,
        'size_bytes', pg_catalog.pg_total_relation_size(d.relation),
        'index_size_bytes', pg_catalog.pg_indexes_size(d.relation),
        'created_at', d.created_at,
        'updated_at', d.updated_at)
      FROM pg_catalog.pg_class c WHERE c.oid = d.relation
$$;

-- Below: the statements that make a table again, exactly as the catalogue knows it. Each function returns one part.

CREATE FUNCTION selfdb.ddl_column(rel oid, number smallint) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT format('    %I %s', a.attname, format_type(a.atttypid, a.atttypmod))
        || CASE WHEN a.attcollation <> 0 AND a.attcollation <> t.typcollation
                THEN (SELECT format(' COLLATE %I.%I', n.nspname, l.collname) FROM pg_collation l
                        JOIN pg_namespace n ON n.oid = l.collnamespace WHERE l.oid = a.attcollation) ELSE '' END
        || CASE WHEN a.attidentity <> '' THEN
                format(' GENERATED %s AS IDENTITY', CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END)
                || coalesce((SELECT format(' (START WITH %s INCREMENT BY %s)', q.seqstart, q.seqincrement)
                      FROM pg_depend x JOIN pg_sequence q ON q.seqrelid = x.objid
                     WHERE x.refobjid = rel AND x.refobjsubid = number AND x.classid = 'pg_class'::regclass
                       AND x.deptype = 'i' AND (q.seqstart, q.seqincrement) <> (1, 1)), '')
                WHEN a.attgenerated = 's' THEN format(' GENERATED ALWAYS AS (%s) STORED', pg_get_expr(d.adbin, d.adrelid))
                WHEN a.attgenerated = 'v' THEN format(' GENERATED ALWAYS AS (%s) VIRTUAL', pg_get_expr(d.adbin, d.adrelid))
                WHEN d.adbin IS NOT NULL THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)
                ELSE '' END
        || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
      FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE a.attrelid = rel AND a.attnum = number
$$;

CREATE FUNCTION selfdb.ddl_table(rel oid) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT format(E'CREATE %sTABLE %I.%I (\n%s\n)%s;',
        CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END, n.nspname, c.relname,
        (SELECT string_agg(line, E',\n' ORDER BY part, at) FROM (
            SELECT 1 AS part, a.attnum::bigint AS at, selfdb.ddl_column(rel, a.attnum) AS line
              FROM pg_attribute a WHERE a.attrelid = rel AND a.attnum > 0 AND NOT a.attisdropped
            UNION ALL
            SELECT 2, row_number() OVER (ORDER BY k.contype <> 'p', k.conname),
                   format('    CONSTRAINT %I %s', k.conname, pg_get_constraintdef(k.oid))
              FROM pg_constraint k
             WHERE k.conrelid = rel AND k.contype IN ('p', 'u', 'f', 'c', 'x') AND k.convalidated) lines),
        CASE c.relkind WHEN 'p' THEN ' PARTITION BY ' || pg_get_partkeydef(rel) ELSE '' END)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = rel
$$;

-- Sequences of serial columns; those of identity columns come with the column.
CREATE FUNCTION selfdb.ddl_sequences(rel oid) RETURNS TABLE (before text, after text)
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT string_agg(format(E'CREATE SEQUENCE %s AS %s START WITH %s INCREMENT BY %s;\n', q.seqrelid::regclass,
               format_type(q.seqtypid, NULL), q.seqstart, q.seqincrement), '' ORDER BY a.attnum),
           string_agg(format(E'\nALTER SEQUENCE %s OWNED BY %s.%I;', q.seqrelid::regclass, rel::regclass, a.attname),
               '' ORDER BY a.attnum)
      FROM pg_depend x JOIN pg_sequence q ON q.seqrelid = x.objid
      JOIN pg_attribute a ON a.attrelid = x.refobjid AND a.attnum = x.refobjsubid
     WHERE x.refobjid = rel AND x.classid = 'pg_class'::regclass AND x.deptype = 'a'
$$;

-- Indexes that no constraint brings along, constraints not yet validated, and triggers.
CREATE FUNCTION selfdb.ddl_indexes(rel oid) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT string_agg(E'\n' || line || ';', '' ORDER BY part, name) FROM (
        SELECT 1 AS part, c.relname AS name, pg_get_indexdef(i.indexrelid) AS line
          FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
         WHERE i.indrelid = rel AND i.indisvalid
           AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.conrelid = rel)
        UNION ALL
        SELECT 2, k.conname, format('ALTER TABLE %s ADD CONSTRAINT %I %s', rel::regclass, k.conname, pg_get_constraintdef(k.oid))
          FROM pg_constraint k WHERE k.conrelid = rel AND k.contype IN ('f', 'c') AND NOT k.convalidated
        UNION ALL
        SELECT 3, g.tgname, pg_get_triggerdef(g.oid) FROM pg_trigger g
         WHERE g.tgrelid = rel AND NOT g.tgisinternal AND NOT starts_with(g.tgname, 'selfdb_changes_')) lines
$$;

CREATE FUNCTION selfdb.ddl_comments(rel oid) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT string_agg(E'\n' || line, '' ORDER BY part, at) FROM (
        SELECT 1 AS part, 0 AS at, format('COMMENT ON TABLE %s IS %L;', rel::regclass, obj_description(rel, 'pg_class')) AS line
         WHERE obj_description(rel, 'pg_class') IS NOT NULL
        UNION ALL
        SELECT 2, a.attnum, format('COMMENT ON COLUMN %s.%I IS %L;', rel::regclass, a.attname, col_description(rel, a.attnum))
          FROM pg_attribute a
         WHERE a.attrelid = rel AND a.attnum > 0 AND NOT a.attisdropped AND col_description(rel, a.attnum) IS NOT NULL
        UNION ALL
        SELECT 3, 0, format('COMMENT ON POLICY %I ON %s IS %L;', p.polname, rel::regclass, obj_description(p.oid, 'pg_policy'))
          FROM pg_policy p WHERE p.polrelid = rel AND obj_description(p.oid, 'pg_policy') IS NOT NULL) lines
$$;

CREATE FUNCTION selfdb.ddl_policies(rel oid) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT string_agg(E'\n' || line, '' ORDER BY part, name) FROM (
        SELECT 1 AS part, '' AS name, format('ALTER TABLE %s %s ROW LEVEL SECURITY;', rel::regclass, k.word) AS line
          FROM pg_class c, LATERAL (VALUES ('ENABLE', c.relrowsecurity), ('FORCE', c.relforcerowsecurity)) k(word, is_on)
         WHERE c.oid = rel AND k.is_on
        UNION ALL
        SELECT 2, p.polname, format('CREATE POLICY %I ON %s%s FOR %s TO %s%s%s;', p.polname, rel::regclass,
                CASE WHEN p.polpermissive THEN '' ELSE ' AS RESTRICTIVE' END,
                CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
                CASE WHEN 0 = ANY (p.polroles) THEN 'PUBLIC'
                     ELSE (SELECT string_agg(quote_ident(r.rolname), ', ' ORDER BY r.rolname) FROM pg_roles r WHERE r.oid = ANY (p.polroles)) END,
                ' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
                ' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')')
          FROM pg_policy p WHERE p.polrelid = rel) lines
$$;

CREATE FUNCTION selfdb.ddl_grants(rel oid) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT string_agg(format(E'\nGRANT %s ON %s TO %I;', privileges, rel::regclass, role), '' ORDER BY role, privileges) FROM (
        SELECT r.rolname AS role, string_agg(a.privilege_type, ', ' ORDER BY a.privilege_type) AS privileges
          FROM pg_class c, aclexplode(c.relacl) a JOIN pg_roles r ON r.oid = a.grantee
         WHERE c.oid = rel AND a.grantee <> c.relowner GROUP BY 1
        UNION ALL
        SELECT r.rolname, format('%s (%s)', a.privilege_type, string_agg(quote_ident(t.attname), ', ' ORDER BY t.attnum))
          FROM pg_attribute t, aclexplode(t.attacl) a JOIN pg_roles r ON r.oid = a.grantee
         WHERE t.attrelid = rel AND NOT t.attisdropped GROUP BY r.rolname, a.privilege_type) held
$$;

CREATE FUNCTION selfdb.table_ddl(rel oid) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT concat(s.before, selfdb.ddl_table(rel), s.after, selfdb.ddl_indexes(rel), selfdb.ddl_policies(rel),
                  selfdb.ddl_grants(rel), selfdb.ddl_comments(rel))
      FROM selfdb.ddl_sequences(rel) s
$$;
GRANT EXECUTE ON FUNCTION selfdb.table_ddl(oid), selfdb.ddl_table(oid), selfdb.ddl_column(oid, smallint),
    selfdb.ddl_sequences(oid), selfdb.ddl_indexes(oid), selfdb.ddl_policies(oid), selfdb.ddl_grants(oid),
    selfdb.ddl_comments(oid) TO selfdb_owner;

-- Everything of schema public in one answer, as much of it as the caller may know: `p_all` for administrators.
CREATE FUNCTION selfdb.schema_enums() RETURNS json LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT coalesce(json_agg(json_build_object('name', t.typname,
            'values', (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),
            'comment', obj_description(t.oid, 'pg_type')) ORDER BY t.typname), '[]')
      FROM pg_type t WHERE t.typnamespace = 'public'::regnamespace AND t.typtype = 'e'
$$;

CREATE FUNCTION selfdb.schema_views() RETURNS json LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT coalesce(json_agg(json_build_object('name', c.relname,
            'materialized', c.relkind = 'm',
            'security_invoker', coalesce(c.reloptions && '{security_invoker=true,security_invoker=on,security_invoker=1}', false),
            'columns', selfdb.table_columns(c.oid),
            'definition', pg_get_viewdef(c.oid),
            'comment', obj_description(c.oid, 'pg_class')) ORDER BY c.relname), '[]')
      FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('v', 'm')
       AND NOT EXISTS (SELECT 1 FROM pg_depend x WHERE x.classid = 'pg_class'::regclass AND x.objid = c.oid AND x.deptype = 'e')
$$;

-- Functions that can be called through the API's schema; aggregates and triggers are none.
CREATE FUNCTION selfdb.schema_functions() RETURNS json LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT coalesce(json_agg(json_build_object('name', p.proname,
            'arguments', (SELECT coalesce(json_agg(json_build_object('name', coalesce(a.name, ''),
                              'type', format_type(a.kind, NULL),
                              'optional', a.at > p.pronargs - p.pronargdefaults) ORDER BY a.at), '[]')
                            FROM (SELECT u.kind, p.proargnames[u.k] AS name, row_number() OVER (ORDER BY u.k) AS at
                                    FROM unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) WITH ORDINALITY u(kind, k)
                                   WHERE coalesce(p.proargmodes[u.k], 'i') IN ('i', 'b', 'v')) a),
            'returns', format_type(p.prorettype, NULL),
            'returns_set', p.proretset,
            'returns_table', (SELECT c.relname FROM pg_class c WHERE c.reltype = p.prorettype AND c.relkind IN ('r', 'v', 'p')),
            'columns', (SELECT json_agg(json_build_object('name', p.proargnames[k], 'type', format_type(p.proallargtypes[k], NULL)) ORDER BY k)
                          FROM generate_series(1, cardinality(p.proallargtypes)) k WHERE p.proargmodes[k] IN ('o', 'b', 't')),
            'language', l.lanname,
            'volatility', CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END,
            'security_definer', p.prosecdef,
            'callers', (SELECT coalesce(json_agg(r.rolname ORDER BY r.rolname), '[]') FROM pg_roles r
                         WHERE r.rolname IN ('anon', 'authenticated', 'service_role') AND has_function_privilege(r.oid, p.oid, 'EXECUTE')),
            'definition', pg_get_functiondef(p.oid),
            'comment', obj_description(p.oid, 'pg_proc')) ORDER BY p.proname, p.oid), '[]')
      FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
     WHERE p.pronamespace = 'public'::regnamespace AND p.prokind IN ('f', 'p') AND p.prorettype <> 'trigger'::regtype
       AND NOT EXISTS (SELECT 1 FROM pg_depend x WHERE x.classid = 'pg_proc'::regclass AND x.objid = p.oid AND x.deptype = 'e')
$$;

-- Types that a column can have.
CREATE FUNCTION selfdb.schema_types() RETURNS json LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT json_agg(json_build_object('name', CASE n.nspname WHEN 'pg_catalog' THEN format_type(t.oid, NULL) ELSE t.typname END,
            'schema', n.nspname,
            'kind', CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range' WHEN 'm' THEN 'multirange' ELSE 'base' END,
            'category', t.typcategory,
            'values', (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),
            'comment', obj_description(t.oid, 'pg_type')) ORDER BY n.nspname <> 'public', n.nspname, t.typname)
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
     WHERE t.typelem = 0 AND NOT starts_with(t.typname, 'pg_') AND NOT starts_with(t.typname, 'reg') AND t.typcategory NOT IN ('P', 'Z')
       AND (n.nspname = 'pg_catalog' AND t.typtype IN ('b', 'r', 'm') AND t.typname NOT IN ('aclitem', 'cid', 'gtsvector', 'refcursor', 'tid', 'txid_snapshot', 'unknown', 'xid')
            OR n.nspname = 'public' AND t.typtype IN ('e', 'd') OR n.nspname = 'extensions' AND t.typtype IN ('b', 'd'))
$$;

-- Foreign keys are told where both ends may be known.
CREATE FUNCTION selfdb.schema_overview(p_all boolean, p_user uuid, p_authenticated boolean) RETURNS json
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    WITH known AS (
        SELECT d.* FROM selfdb.table_details d
         WHERE p_all OR d.owner_id = p_user OR d.access_level IN ('public-read', 'public')
            OR (p_authenticated AND d.access_level = 'authenticated'))
    SELECT json_build_object(
        'tables', (SELECT coalesce(json_agg(json_build_object('name', d.name,
                'columns', selfdb.table_columns(d.relation),
                'primary_key', coalesce((SELECT selfdb.column_names(d.relation, k.conkey) FROM pg_constraint k
                                          WHERE k.conrelid = d.relation AND k.contype = 'p'), '[]'),
                'foreign_keys', (SELECT coalesce(json_agg(f.key), '[]')
                                   FROM json_array_elements(selfdb.table_foreign_keys(d.relation, true)) f(key)
                                  WHERE p_all OR f.key -> 'references' ->> 'table' IN (SELECT name FROM known)
                                     OR f.key -> 'references' ->> 'table' = 'auth.users'),
                'access_level', d.access_level, 'opened', d.opened, 'realtime', d.realtime, 'owner_id', d.owner_id,
                'description', d.description, 'row_count', d.row_count) ORDER BY d.name), '[]') FROM known d),
        'views', CASE WHEN p_all THEN selfdb.schema_views() ELSE '[]' END,
        'enums', selfdb.schema_enums(),
        'functions', CASE WHEN p_all THEN selfdb.schema_functions() ELSE '[]' END)
$$;
