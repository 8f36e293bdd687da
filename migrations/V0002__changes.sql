-- The outbox: every committed change of a recorded table, with its old and new image and, once the
-- sequencer has seen it, a gap-free position that serves as the one cursor for everybody.

CREATE SEQUENCE selfdb.changes_seq;

CREATE TABLE selfdb.changes (
    seq bigint NOT NULL DEFAULT nextval('selfdb.changes_seq'),
    position bigint,
    txid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    schema_name text NOT NULL,
    table_name text NOT NULL,
    op text NOT NULL CHECK (op IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE')),
    old jsonb,
    new jsonb,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
) PARTITION BY RANGE (recorded_at);
CREATE INDEX changes_position_idx ON selfdb.changes (position);
CREATE INDEX changes_unpositioned_idx ON selfdb.changes (seq) WHERE position IS NULL;
CREATE INDEX changes_recorded_at_idx ON selfdb.changes (recorded_at);
-- Catches what falls between partitions, so that a late maintenance run never fails a writer.
CREATE TABLE selfdb.changes_default PARTITION OF selfdb.changes DEFAULT;

-- One row: the last position given out, and how far history has been dropped.
CREATE TABLE selfdb.change_counter (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    position bigint NOT NULL DEFAULT 0,
    dropped_through bigint NOT NULL DEFAULT 0,
    dropped_before timestamptz NOT NULL DEFAULT '-infinity'
);
INSERT INTO selfdb.change_counter DEFAULT VALUES;

-- 1: the listener sleeps and wants a notification; 2: it is awake and polls.
-- A sequence, since its value is visible at once and takes no lock that commits would queue for.
CREATE SEQUENCE selfdb.listener_state MINVALUE 1 MAXVALUE 2 START 1;

-- NOTIFY takes a database-wide lock through the commit, so it is sent only to a listener that sleeps.
CREATE FUNCTION selfdb.wake_listener() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    IF (SELECT last_value FROM selfdb.listener_state) = 1 THEN
        PERFORM pg_notify('selfdb_changes', '');
    END IF;
END $$;

CREATE FUNCTION selfdb.record_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO selfdb.changes (schema_name, table_name, op, new)
    SELECT TG_TABLE_SCHEMA, TG_TABLE_NAME, 'INSERT', to_jsonb(n.*) FROM new_rows n;
    IF FOUND THEN PERFORM selfdb.wake_listener(); END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION selfdb.record_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO selfdb.changes (schema_name, table_name, op, old)
    SELECT TG_TABLE_SCHEMA, TG_TABLE_NAME, 'DELETE', to_jsonb(o.*) FROM old_rows o;
    IF FOUND THEN PERFORM selfdb.wake_listener(); END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION selfdb.record_truncate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO selfdb.changes (schema_name, table_name, op) VALUES (TG_TABLE_SCHEMA, TG_TABLE_NAME, 'TRUNCATE');
    PERFORM selfdb.wake_listener();
    RETURN NULL;
END $$;

-- Old and new rows are paired by primary key. A key that only one side has is a DELETE or an INSERT;
-- deletes come first, so that a key freed and taken in one statement ends as taken.
-- Without a key, both transition tables hold the rows in the same order.
CREATE FUNCTION selfdb.record_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    keys text[];
BEGIN
    SELECT array_agg(a.attname::text) INTO keys
      FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
     WHERE i.indrelid = TG_RELID AND i.indisprimary;
    IF keys IS NULL THEN
        INSERT INTO selfdb.changes (schema_name, table_name, op, old, new)
        SELECT TG_TABLE_SCHEMA, TG_TABLE_NAME, 'UPDATE', o.image, n.image
          FROM (SELECT to_jsonb(r.*) AS image, row_number() OVER () AS at FROM old_rows r) o
          JOIN (SELECT to_jsonb(r.*) AS image, row_number() OVER () AS at FROM new_rows r) n USING (at)
         ORDER BY at;
    ELSE
        INSERT INTO selfdb.changes (schema_name, table_name, op, old, new)
        SELECT TG_TABLE_SCHEMA, TG_TABLE_NAME, pair.op, pair.old, pair.new
          FROM (SELECT CASE WHEN n.key IS NULL THEN 'DELETE' WHEN o.key IS NULL THEN 'INSERT' ELSE 'UPDATE' END AS op,
                       o.image AS old, n.image AS new
                  FROM (SELECT i.image, (SELECT jsonb_object_agg(k, i.image -> k) FROM unnest(keys) k) AS key
                          FROM (SELECT to_jsonb(r.*) AS image FROM old_rows r) i) o
                  FULL JOIN
                       (SELECT i.image, (SELECT jsonb_object_agg(k, i.image -> k) FROM unnest(keys) k) AS key
                          FROM (SELECT to_jsonb(r.*) AS image FROM new_rows r) i) n
                    ON o.key = n.key) pair
         ORDER BY array_position(ARRAY['DELETE', 'UPDATE', 'INSERT'], pair.op);
    END IF;
    IF FOUND THEN PERFORM selfdb.wake_listener(); END IF;
    RETURN NULL;
END $$;

-- Starts or stops recording of a table. Never on the service's own tables: their images hold secrets.
CREATE FUNCTION selfdb.record_changes(p_table regclass, p_record boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    trigger_name text;
BEGIN
    IF EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.oid = p_table AND (c.relkind NOT IN ('r', 'p') OR c.relpersistence = 't'
                   OR n.nspname IN ('auth', 'selfdb', 'pg_catalog', 'information_schema'))) THEN
        RAISE EXCEPTION '% cannot be recorded', p_table USING ERRCODE = 'wrong_object_type';
    END IF;
    FOREACH trigger_name IN ARRAY ARRAY['insert', 'update', 'delete', 'truncate'] LOOP
        EXECUTE format('DROP TRIGGER IF EXISTS %I ON %s', 'selfdb_changes_' || trigger_name, p_table);
    END LOOP;
    IF p_record THEN
        EXECUTE format('CREATE TRIGGER selfdb_changes_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows '
            'FOR EACH STATEMENT EXECUTE FUNCTION selfdb.record_insert()', p_table);
        EXECUTE format('CREATE TRIGGER selfdb_changes_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows '
            'NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION selfdb.record_update()', p_table);
        EXECUTE format('CREATE TRIGGER selfdb_changes_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows '
            'FOR EACH STATEMENT EXECUTE FUNCTION selfdb.record_delete()', p_table);
        EXECUTE format('CREATE TRIGGER selfdb_changes_truncate AFTER TRUNCATE ON %s '
            'FOR EACH STATEMENT EXECUTE FUNCTION selfdb.record_truncate()', p_table);
    END IF;
END $$;
GRANT EXECUTE ON FUNCTION selfdb.record_changes(regclass, boolean) TO selfdb_owner;

CREATE VIEW selfdb.recorded_tables AS
    SELECT n.nspname::text AS schema_name, c.relname::text AS table_name, c.oid AS table_oid
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE t.tgname = 'selfdb_changes_insert' AND t.tgenabled <> 'D';
GRANT SELECT ON selfdb.recorded_tables TO selfdb_owner;

-- The sequencer: numbers what has become visible since the last run, in seq order, and returns the last
-- position. Two writers of one key are ordered by that row's lock, so seq order is commit order per key.
-- The planner knows nothing of a table that changes this fast, so the plan is pinned: plain index scans of what
-- has no position (they also mark dead entries, which bitmap scans do not), joined by hash. A nested loop would
-- compare every waiting row with every row of the batch.
CREATE FUNCTION selfdb.assign_positions(p_max integer) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog
SET enable_nestloop = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
    base bigint;
    given bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(x'5e1fdb01'::bigint);
    SELECT position INTO base FROM selfdb.change_counter;
    UPDATE selfdb.changes c SET position = base + b.at
      FROM (SELECT u.seq, u.recorded_at, row_number() OVER (ORDER BY u.seq) AS at
              FROM (SELECT seq, recorded_at FROM selfdb.changes WHERE position IS NULL ORDER BY seq LIMIT p_max) u) b
     WHERE c.seq = b.seq AND c.recorded_at = b.recorded_at AND c.position IS NULL;
    GET DIAGNOSTICS given = ROW_COUNT;
    IF given > 0 THEN
        UPDATE selfdb.change_counter SET position = base + given;
    END IF;
    RETURN base + given;
END $$;

-- Makes the partitions of the coming days and drops those that ended before the retention began and
-- hold nothing that still waits for a position. Gives way to writers instead of blocking them.
CREATE FUNCTION selfdb.maintain_changes(p_retention interval) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog SET timezone = 'UTC' SET lock_timeout = '2s' AS $$
DECLARE
    today date := current_date;
    day date;
    name text;
    waiting boolean;
    last_gone bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(x'5e1fdb02'::bigint);
    FOR day IN SELECT today + n FROM generate_series(0, 2) n LOOP
        name := 'changes_' || to_char(day, 'YYYYMMDD');
        CONTINUE WHEN to_regclass('selfdb.' || name) IS NOT NULL;
        BEGIN
            EXECUTE format('CREATE TABLE selfdb.%I PARTITION OF selfdb.changes FOR VALUES FROM (%L) TO (%L)',
                name, day::timestamptz, (day + 1)::timestamptz);
        EXCEPTION
            -- The default partition already holds rows of that day: they stay there and expire there.
            WHEN check_violation OR lock_not_available THEN NULL;
        END;
    END LOOP;
    FOR name, day IN
        SELECT c.relname, to_date(right(c.relname, 8), 'YYYYMMDD')
          FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
         WHERE i.inhparent = 'selfdb.changes'::regclass AND c.relname ~ '^changes_[0-9]{8}$'
    LOOP
        CONTINUE WHEN (day + 1)::timestamptz > now() - p_retention;
        EXECUTE format('SELECT coalesce(bool_or(position IS NULL), false), coalesce(max(position), 0) FROM selfdb.%I', name)
           INTO waiting, last_gone;
        CONTINUE WHEN waiting;
        BEGIN
            EXECUTE format('DROP TABLE selfdb.%I', name);
            UPDATE selfdb.change_counter
               SET dropped_through = greatest(dropped_through, last_gone),
                   dropped_before = greatest(dropped_before, (day + 1)::timestamptz);
        EXCEPTION WHEN lock_not_available THEN NULL;
        END;
    END LOOP;
    WITH gone AS (
        DELETE FROM selfdb.changes_default
         WHERE recorded_at < now() - p_retention AND position IS NOT NULL
         RETURNING position, recorded_at
    ), last AS (SELECT max(position) AS position, max(recorded_at) AS recorded_at FROM gone)
    UPDATE selfdb.change_counter c
       SET dropped_through = greatest(c.dropped_through, last.position),
           dropped_before = greatest(c.dropped_before, last.recorded_at)
      FROM last WHERE last.position IS NOT NULL;
END $$;
SELECT selfdb.maintain_changes('1 day');
