-- The outbox: every committed change of a recorded table, with its old and new image. Rows are written once and never
-- updated. Their positions, the one cursor for everybody, are in selfdb.change_runs.

CREATE SEQUENCE selfdb.changes_seq;

CREATE TABLE selfdb.changes (
    txid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    seq bigint NOT NULL DEFAULT nextval('selfdb.changes_seq'),
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    schema_name text NOT NULL,
    table_name text NOT NULL,
    op text NOT NULL CHECK (op IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE')),
    old jsonb,
    new jsonb
) PARTITION BY RANGE (recorded_at);
-- The only index: the sequencer looks for new transactions by it, and readers find rows by both columns.
CREATE INDEX changes_txid_seq_idx ON selfdb.changes (txid, seq);
-- Catches what falls between partitions, so that a late maintenance run never fails a writer.
CREATE TABLE selfdb.changes_default PARTITION OF selfdb.changes DEFAULT;

-- Positions first_position to last_position belong to the changes (txids[i], seqs[i]), in this order. Append-only,
-- so neither writers nor the sequencer leave dead rows behind that a long-open snapshot would keep from being
-- cleared away. The last run of a sequencer call has the snapshot up to which everything has its position.
CREATE TABLE selfdb.change_runs (
    last_position bigint PRIMARY KEY,
    first_position bigint NOT NULL,
    first_at timestamptz NOT NULL,
    -- Not before any of the run's changes, nor before any run that precedes it.
    through_at timestamptz NOT NULL,
    txids xid8[] NOT NULL,
    seqs bigint[] NOT NULL,
    snapshot pg_snapshot
);
CREATE INDEX change_runs_through_at_idx ON selfdb.change_runs (through_at, last_position);
INSERT INTO selfdb.change_runs VALUES (0, 1, '-infinity', '-infinity', '{}', '{}', pg_current_snapshot());

-- One row: how far history has been dropped, and the cluster whose transaction ids the outbox holds.
CREATE TABLE selfdb.change_history (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    dropped_through bigint NOT NULL DEFAULT 0,
    dropped_before timestamptz NOT NULL DEFAULT '-infinity',
    origin text NOT NULL DEFAULT ''
);
INSERT INTO selfdb.change_history DEFAULT VALUES;

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

-- The sequencer: numbers what has become visible since the last run, in seq order, and returns the last position with the
-- snapshot up to which all is numbered. Two writers of one key are ordered by that row's lock, so seq order is
-- commit order per key.
-- p_position and p_snapshot are what the caller's last call returned: they spare it the transactions that it has
-- already looked at, and count only as long as no other node has numbered anything since.
-- New is what belongs to a transaction that had not begun at the known snapshot, or was running then and has ended; so
-- neither the age of other snapshots nor the rows of a transaction that still runs cost a call anything.
CREATE FUNCTION selfdb.assign_positions(p_position bigint DEFAULT NULL, p_snapshot text DEFAULT NULL,
                                        OUT last_position bigint, OUT snapshot text)
LANGUAGE plpgsql SET search_path = pg_catalog SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    latest record;
    known pg_snapshot;
    before text;
BEGIN
    -- A transaction's own snapshot does not tell its own changes from new ones.
    IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
        RAISE EXCEPTION 'positions are assigned in a transaction of their own' USING ERRCODE = 'active_sql_transaction';
    END IF;
    PERFORM pg_advisory_xact_lock(x'5e1fdb01'::bigint);
    SELECT r.last_position, r.snapshot, r.through_at INTO STRICT latest
      FROM selfdb.change_runs r ORDER BY r.last_position DESC LIMIT 1;
    known := CASE WHEN p_position = latest.last_position THEN p_snapshot::pg_snapshot ELSE latest.snapshot END;
    -- Taken before looking: what commits afterwards is new to the next call.
    before := pg_current_snapshot()::text;
    WITH present AS MATERIALIZED (
        SELECT pg_current_snapshot() AS snapshot
    ), fresh AS (
        SELECT c.txid, c.seq, c.recorded_at FROM selfdb.changes c WHERE c.txid >= pg_snapshot_xmax(known)
        UNION ALL
        -- OFFSET 0 pins the order of the join: after a bulk load, whose rows share one transaction, the planner would
        -- rather read the whole outbox than look a transaction up.
        SELECT c.txid, c.seq, c.recorded_at
          FROM (SELECT x.id FROM present p CROSS JOIN pg_snapshot_xip(known) AS x(id)
                 WHERE pg_visible_in_snapshot(x.id, p.snapshot) OFFSET 0) ended
         CROSS JOIN LATERAL (SELECT i.txid, i.seq, i.recorded_at FROM selfdb.changes i WHERE i.txid = ended.id OFFSET 0) c
    ), numbered AS (
        SELECT f.*, row_number() OVER (ORDER BY f.seq) AS n FROM fresh f
    ), run AS (
        SELECT (n - 1) / 500 AS number, min(n) AS first, max(n) AS last, min(recorded_at) AS first_at,
               max(recorded_at) AS last_at, array_agg(txid ORDER BY n) AS txids, array_agg(seq ORDER BY n) AS seqs
          FROM numbered GROUP BY 1
    ), stored AS (
        INSERT INTO selfdb.change_runs
        SELECT latest.last_position + r.last, latest.last_position + r.first, r.first_at,
               greatest(latest.through_at, max(r.last_at) OVER (ORDER BY r.number)), r.txids, r.seqs,
               CASE WHEN r.number = max(r.number) OVER () THEN p.snapshot END
          FROM run r CROSS JOIN present p
        RETURNING change_runs.last_position, change_runs.snapshot
    )
    SELECT s.last_position, s.snapshot::text INTO last_position, snapshot FROM stored s WHERE s.snapshot IS NOT NULL;
    IF NOT FOUND THEN
        last_position := latest.last_position;
        snapshot := before;
    END IF;
END $$;

-- Changes after a position, in order: at most p_rows, and after the first no more than p_bytes of images.
CREATE FUNCTION selfdb.changes_after(p_position bigint, p_rows integer, p_bytes bigint)
RETURNS TABLE (change_position bigint, schema_name text, table_name text, op text, old text, new text,
               recorded_at timestamptz)
LANGUAGE sql STABLE SET search_path = pg_catalog
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
    SELECT sized.place, sized.schema_name, sized.table_name, sized.op, sized.old, sized.new, sized.recorded_at
      FROM (SELECT wanted.place, c.*,
                   sum(coalesce(octet_length(c.old), 0) + coalesce(octet_length(c.new), 0))
                       OVER (ORDER BY wanted.place) AS bytes
              FROM (SELECT r.first_position + e.n - 1 AS place, e.txid, e.seq, r.first_at, r.through_at
                      FROM selfdb.change_runs r
                           CROSS JOIN LATERAL unnest(r.txids, r.seqs) WITH ORDINALITY AS e(txid, seq, n)
                     WHERE r.last_position > p_position AND r.last_position < p_position + p_rows + 500
                       AND r.first_position + e.n - 1 BETWEEN p_position + 1 AND p_position + p_rows) wanted
                   CROSS JOIN LATERAL
                   -- Sizes of the texts: images are compressed in the table, and it is their text that takes memory.
                   (SELECT i.schema_name, i.table_name, i.op, i.old::text, i.new::text, i.recorded_at
                      FROM selfdb.changes i
                     WHERE i.txid = wanted.txid AND i.seq = wanted.seq
                       AND i.recorded_at BETWEEN wanted.first_at AND wanted.through_at
                    OFFSET 0) c) sized
     WHERE sized.bytes < p_bytes OR sized.place = p_position + 1
     ORDER BY sized.place
$$;

-- The position before the first change recorded at or after a time; null when that is before history began.
CREATE FUNCTION selfdb.position_before(p_time timestamptz) RETURNS bigint
LANGUAGE plpgsql STABLE SET search_path = pg_catalog SET enable_seqscan = off AS $$
DECLARE
    run record;
BEGIN
    IF (SELECT p_time < h.dropped_before FROM selfdb.change_history h) THEN
        RETURN NULL;
    END IF;
    SELECT r.* INTO run FROM selfdb.change_runs r WHERE r.through_at >= p_time ORDER BY r.through_at, r.last_position LIMIT 1;
    IF NOT FOUND THEN
        RETURN (SELECT max(r.last_position) FROM selfdb.change_runs r);
    END IF;
    RETURN coalesce((SELECT min(run.first_position + e.n - 2)
                       FROM unnest(run.txids, run.seqs) WITH ORDINALITY AS e(txid, seq, n)
                       JOIN selfdb.changes c ON c.txid = e.txid AND c.seq = e.seq
                      WHERE c.recorded_at >= p_time AND c.recorded_at <= run.through_at), run.last_position);
END $$;

-- Positions beside their changes, for people.
CREATE VIEW selfdb.positioned_changes AS
    SELECT r.first_position + e.n - 1 AS position, c.*
      FROM selfdb.change_runs r
           CROSS JOIN LATERAL unnest(r.txids, r.seqs) WITH ORDINALITY AS e(txid, seq, n)
           JOIN selfdb.changes c ON c.txid = e.txid AND c.seq = e.seq
                                AND c.recorded_at BETWEEN r.first_at AND r.through_at;

-- Transaction ids mean something only in the cluster that gave them. In a database that was restored elsewhere they
-- would meet those of new transactions; so there, all recorded ones become the frozen id and what waited is numbered.
CREATE FUNCTION selfdb.adopt_changes() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    here text := (SELECT d.oid::text FROM pg_database d WHERE d.datname = current_database());
    latest record;
BEGIN
    BEGIN
        here := (SELECT system_identifier FROM pg_control_system()) || '/' || here;
    -- A provider may keep this function to itself.
    EXCEPTION WHEN insufficient_privilege THEN NULL;
    END;
    IF (SELECT h.origin = here FROM selfdb.change_history h) THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(x'5e1fdb01'::bigint);
    LOCK TABLE selfdb.changes IN SHARE ROW EXCLUSIVE MODE;
    IF (SELECT h.origin = here FROM selfdb.change_history h) THEN
        RETURN;
    END IF;
    SELECT r.last_position, r.through_at INTO STRICT latest
      FROM selfdb.change_runs r ORDER BY r.last_position DESC LIMIT 1;
    UPDATE selfdb.changes SET txid = '2';
    UPDATE selfdb.change_runs SET txids = array_fill('2'::xid8, ARRAY[cardinality(seqs)]), snapshot = pg_current_snapshot();
    INSERT INTO selfdb.change_runs
    SELECT latest.last_position + max(n), latest.last_position + min(n), min(recorded_at),
           greatest(latest.through_at, max(max(recorded_at)) OVER (ORDER BY min(n))), array_agg('2'::xid8), array_agg(seq ORDER BY n), pg_current_snapshot()
      FROM (SELECT c.seq, c.recorded_at, row_number() OVER (ORDER BY c.seq) AS n FROM selfdb.changes c
             WHERE NOT EXISTS (SELECT 1 FROM selfdb.positioned_changes p WHERE p.seq = c.seq)) waiting
     GROUP BY (n - 1) / 500;
    UPDATE selfdb.change_history SET origin = here;
END $$;

-- Makes the partitions of the coming days and drops those that ended before the retention began and
-- hold nothing that still waits for a position. Gives way to writers instead of blocking them.
CREATE FUNCTION selfdb.maintain_changes(p_retention interval) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog SET timezone = 'UTC' SET lock_timeout = '2s' AS $$
DECLARE
    today date := current_date;
    day date;
    name text;
    -- Changes recorded before this may go.
    bound timestamptz := now() - p_retention;
    gone_before timestamptz := '-infinity';
    latest record;
    waiting boolean;
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
    -- A run that reaches into the retention keeps all of its changes.
    SELECT least(bound, min(r.first_at)) INTO bound FROM selfdb.change_runs r WHERE r.through_at >= bound AND r.seqs <> '{}';
    SELECT r.last_position, r.snapshot INTO STRICT latest FROM selfdb.change_runs r ORDER BY r.last_position DESC LIMIT 1;
    FOR name, day IN
        SELECT c.relname, to_date(right(c.relname, 8), 'YYYYMMDD')
          FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
         WHERE i.inhparent = 'selfdb.changes'::regclass AND c.relname ~ '^changes_[0-9]{8}$'
    LOOP
        CONTINUE WHEN (day + 1)::timestamptz > bound;
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM selfdb.%I c WHERE NOT pg_visible_in_snapshot(c.txid, $1))', name)
           INTO waiting USING latest.snapshot;
        CONTINUE WHEN waiting;
        BEGIN
            EXECUTE format('DROP TABLE selfdb.%I', name);
            gone_before := greatest(gone_before, (day + 1)::timestamptz);
        EXCEPTION WHEN lock_not_available THEN NULL;
        END;
    END LOOP;
    WITH gone AS (
        DELETE FROM selfdb.changes_default c
         WHERE c.recorded_at < bound AND pg_visible_in_snapshot(c.txid, latest.snapshot) RETURNING c.recorded_at
    )
    SELECT greatest(gone_before, CASE WHEN count(*) > 0 THEN bound END) INTO gone_before FROM gone;
    IF gone_before > '-infinity' THEN
        UPDATE selfdb.change_history h
           SET dropped_through = greatest(h.dropped_through,
                   (SELECT max(r.last_position) FROM selfdb.change_runs r WHERE r.first_at < gone_before)),
               dropped_before = greatest(h.dropped_before, gone_before);
        DELETE FROM selfdb.change_runs r USING selfdb.change_history h
         WHERE r.last_position <= h.dropped_through AND r.last_position < latest.last_position;
    END IF;
END $$;
SELECT selfdb.maintain_changes('1 day');
