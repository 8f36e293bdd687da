SELECT json_build_object(
    'tables', (
        SELECT coalesce(json_agg(json_build_object(
            'name', c.relname,
            'view', c.relkind IN ('v', 'm'),
            'partitioned', c.relkind = 'p',
            'exposed', c.relkind IN ('r', 'p', 'f') OR c.relkind = 'v' AND coalesce(
                c.reloptions && '{security_invoker=true,security_invoker=on,security_invoker=1}', false),
            'writes', pg_relation_is_updatable(c.oid, true),
            'anon_reads', has_any_column_privilege('anon', c.oid, 'SELECT'),
            'users_read', has_any_column_privilege('authenticated', c.oid, 'SELECT'),
            'columns', (
                SELECT coalesce(json_agg(json_build_object(
                    'name', a.attname,
                    'type', format_type(a.atttypid, -1),
                    'base', format_type(coalesce(nullif(t.typbasetype, 0), t.oid), -1),
                    'array', t.typcategory = 'A',
                    'not_null', a.attnotnull,
                    'default', CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END,
                    'filled', a.atthasdef OR a.attidentity <> '',
                    'generated', a.attgenerated <> '',
                    'sequence', CASE WHEN a.attidentity <> ''
                        THEN pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) END
                ) ORDER BY a.attnum), '[]')
                  FROM pg_attribute a
                  JOIN pg_type t ON t.oid = a.atttypid
                  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                 WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
            'key', (
                SELECT coalesce(json_agg(a.attname ORDER BY k.n), '[]')
                  FROM pg_index i, unnest(i.indkey) WITH ORDINALITY k(attnum, n)
                  JOIN pg_attribute a ON a.attnum = k.attnum
                 WHERE i.indrelid = c.oid AND i.indisprimary AND a.attrelid = c.oid)
        )), '[]')
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'f', 'v', 'm')),
    'keys', (
        SELECT coalesce(json_agg(json_build_object(
            'name', k.conname,
            'table', c.relname,
            'columns', (SELECT json_agg(a.attname ORDER BY x.n)
                          FROM unnest(k.conkey) WITH ORDINALITY x(attnum, n)
                          JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = x.attnum),
            'target', f.relname,
            'target_columns', (SELECT json_agg(a.attname ORDER BY x.n)
                          FROM unnest(k.confkey) WITH ORDINALITY x(attnum, n)
                          JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = x.attnum),
            'unique', EXISTS (SELECT 1 FROM pg_index i
                               WHERE i.indrelid = k.conrelid AND i.indisunique AND i.indpred IS NULL
                                 AND i.indkey::smallint[] @> k.conkey AND k.conkey @> i.indkey::smallint[])
        ) ORDER BY k.conname), '[]')
          FROM pg_constraint k
          JOIN pg_class c ON c.oid = k.conrelid
          JOIN pg_class f ON f.oid = k.confrelid
         WHERE k.contype = 'f' AND k.conparentid = 0
           AND c.relnamespace = 'public'::regnamespace AND f.relnamespace = 'public'::regnamespace),
    'functions', (
        SELECT coalesce(json_agg(json_build_object(
            'name', p.proname,
            'arguments', (
                SELECT coalesce(json_agg(json_build_object(
                    'name', coalesce(p.proargnames[x.n], ''),
                    'type', format_type(x.type, -1),
                    'array', t.typcategory = 'A',
                    'mode', coalesce(p.proargmodes[x.n], 'i'),
                    'given', coalesce(p.proargmodes[x.n], 'i') IN ('i', 'b', 'v')
                ) ORDER BY x.n), '[]')
                  FROM unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) WITH ORDINALITY x(type, n)
                  JOIN pg_type t ON t.oid = x.type),
            'defaults', p.pronargdefaults,
            'set', p.proretset,
            'returns', format_type(p.prorettype, -1),
            'returns_base', format_type(coalesce(nullif(r.typbasetype, 0), r.oid), -1),
            'composite', r.typtype = 'c' OR p.prorettype = 'record'::regtype,
            'table', (SELECT c.relname FROM pg_class c WHERE c.oid = r.typrelid AND c.relkind IN ('r', 'p', 'f', 'v')
                         AND c.relnamespace = 'public'::regnamespace),
            'fields', (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, -1)) ORDER BY a.attnum)
                         FROM pg_attribute a WHERE r.typtype = 'c' AND a.attrelid = r.typrelid AND a.attnum > 0 AND NOT a.attisdropped),
            'volatile', p.provolatile = 'v'
        )), '[]')
          FROM pg_proc p JOIN pg_type r ON r.oid = p.prorettype
         WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f'
           AND r.typname NOT IN ('trigger', 'event_trigger', 'internal')
           AND NOT EXISTS (SELECT 1 FROM pg_depend e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e')),
    'types', (
        SELECT json_object_agg(t.typname, format_type(t.oid, -1))
          FROM pg_type t
         WHERE t.typnamespace IN ('pg_catalog'::regnamespace, 'public'::regnamespace)
           AND t.typtype IN ('b', 'd', 'e', 'r', 'm') AND t.typname !~ '^_?(reg|pg_)')
)::text
