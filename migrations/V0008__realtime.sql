-- Realtime beyond users' tables: changes of the service's own tables, the ends of rights, and messages sent by SQL.

-- Records a change of one of the service's own tables, row by row. The first argument says how the columns that follow
-- are meant: 'only' these are recorded, or all 'without' these. Secrets must never be recorded.
CREATE FUNCTION selfdb.record_system() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    old_image jsonb;
    new_image jsonb;
    columns text[] := TG_ARGV[1:];
BEGIN
    IF TG_OP <> 'INSERT' THEN old_image := to_jsonb(OLD); END IF;
    IF TG_OP <> 'DELETE' THEN new_image := to_jsonb(NEW); END IF;
    IF TG_ARGV[0] = 'only' THEN
        old_image := (SELECT jsonb_object_agg(key, value) FROM jsonb_each(old_image) WHERE key = ANY (columns));
        new_image := (SELECT jsonb_object_agg(key, value) FROM jsonb_each(new_image) WHERE key = ANY (columns));
    ELSE
        old_image := old_image - columns;
        new_image := new_image - columns;
    END IF;
    IF old_image IS DISTINCT FROM new_image THEN
        INSERT INTO selfdb.changes (schema_name, table_name, op, old, new)
        VALUES (TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP, old_image, new_image);
        PERFORM selfdb.wake_listener();
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER selfdb_system AFTER INSERT OR UPDATE OR DELETE ON auth.users FOR EACH ROW
    EXECUTE FUNCTION selfdb.record_system('only', 'id', 'email', 'role', 'app_role', 'first_name', 'last_name', 'is_active',
        'raw_app_meta_data', 'raw_user_meta_data', 'last_sign_in_at', 'created_at', 'updated_at');

-- The end of a session or key, and a key's new role, travel like every other change, so that open channels of every
-- node end at once, whoever made the change.
CREATE TRIGGER selfdb_system_end AFTER UPDATE OF revoked_at ON auth.sessions FOR EACH ROW
    WHEN (OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL)
    EXECUTE FUNCTION selfdb.record_system('only', 'id', 'user_id', 'revoked_at');
CREATE TRIGGER selfdb_system_delete AFTER DELETE ON auth.sessions FOR EACH ROW
    EXECUTE FUNCTION selfdb.record_system('only', 'id', 'user_id', 'revoked_at');
CREATE TRIGGER selfdb_system AFTER DELETE OR UPDATE OF role, revoked_at ON selfdb.api_keys FOR EACH ROW
    EXECUTE FUNCTION selfdb.record_system('only', 'id', 'role', 'revoked_at');

CREATE TRIGGER selfdb_system AFTER INSERT OR UPDATE OR DELETE ON selfdb.tables FOR EACH ROW
    EXECUTE FUNCTION selfdb.record_system('without');

-- Messages and the policies that decide who may read and write private channels; Supabase's names and columns.
CREATE SCHEMA realtime;
GRANT USAGE ON SCHEMA realtime TO anon, authenticated, service_role;
GRANT USAGE, CREATE ON SCHEMA realtime TO selfdb_owner;

CREATE TABLE realtime.messages (
    id uuid PRIMARY KEY DEFAULT selfdb.uuid_v7(),
    topic text NOT NULL,
    extension text NOT NULL DEFAULT 'broadcast',
    event text,
    payload jsonb,
    private boolean NOT NULL DEFAULT false,
    inserted_at timestamp NOT NULL DEFAULT (now() AT TIME ZONE 'UTC'),
    updated_at timestamp NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')
);
CREATE INDEX messages_topic_idx ON realtime.messages (topic, inserted_at);
CREATE INDEX messages_inserted_at_idx ON realtime.messages (inserted_at);
ALTER TABLE realtime.messages ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON realtime.messages TO anon, authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON realtime.messages TO service_role;
CREATE POLICY selfdb_service ON realtime.messages TO service_role USING (true) WITH CHECK (true);

CREATE TRIGGER selfdb_system AFTER INSERT ON realtime.messages FOR EACH ROW
    EXECUTE FUNCTION selfdb.record_system('only', 'id', 'topic', 'extension', 'event', 'payload', 'private', 'inserted_at');

-- The topic that a policy on realtime.messages is asked about.
CREATE FUNCTION realtime.topic() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('realtime.topic', true), '')
$$;

-- Sends a broadcast to a topic, with the transaction: nobody hears of it unless that commits.
CREATE FUNCTION realtime.send(payload jsonb, event text, topic text, private boolean DEFAULT true) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    IF coalesce(topic, '') = '' OR coalesce(event, '') = '' THEN
        RAISE EXCEPTION 'topic and event must not be empty' USING ERRCODE = '22023';
    END IF;
    INSERT INTO realtime.messages (topic, event, payload, private)
    VALUES (topic, event, payload, coalesce(private, true));
END $$;

-- Sends a row change to a private topic; for triggers.
CREATE FUNCTION realtime.broadcast_changes(topic_name text, event_name text, operation text, table_name text,
                                           table_schema text, new record, old record, level text DEFAULT 'ROW')
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF level = 'STATEMENT' THEN
        RAISE EXCEPTION 'call realtime.broadcast_changes from a trigger FOR EACH ROW' USING ERRCODE = '22023';
    END IF;
    PERFORM realtime.send(jsonb_build_object('schema', table_schema, 'table', table_name, 'operation', operation,
        'record', to_jsonb(new), 'old_record', to_jsonb(old)), event_name, topic_name, true);
END $$;

-- Its owner writes policies on it and is not bound by them.
ALTER TABLE realtime.messages OWNER TO selfdb_owner;
ALTER FUNCTION realtime.send(jsonb, text, text, boolean) OWNER TO selfdb_owner;
GRANT EXECUTE ON FUNCTION realtime.topic() TO anon, authenticated, service_role, selfdb_owner;
GRANT EXECUTE ON FUNCTION realtime.send(jsonb, text, text, boolean),
    realtime.broadcast_changes(text, text, text, text, text, record, record, text)
    TO anon, authenticated, service_role, selfdb_owner;
