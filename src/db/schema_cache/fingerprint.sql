SELECT concat_ws(' ',
    (SELECT sum(hashtextextended(c.oid::text || '/' || c.xmin::text, 0)::numeric)
       FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace),
    (SELECT sum(hashtextextended(a.attrelid::text || '/' || a.attnum::text || '/' || a.xmin::text, 0)::numeric)
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c')),
    (SELECT sum(hashtextextended(k.oid::text || '/' || k.xmin::text, 0)::numeric)
       FROM pg_constraint k WHERE k.connamespace = 'public'::regnamespace),
    (SELECT sum(hashtextextended(p.oid::text || '/' || p.xmin::text, 0)::numeric)
       FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace),
    (SELECT sum(hashtextextended(t.oid::text || '/' || t.xmin::text, 0)::numeric)
       FROM pg_type t WHERE t.typnamespace = 'public'::regnamespace))
