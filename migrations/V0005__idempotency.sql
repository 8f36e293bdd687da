-- Answers of requests with an Idempotency-Key, written in the transaction that they tell of.

CREATE TABLE selfdb.idempotency_keys (
    -- The user, or the API key, that made the request.
    subject uuid NOT NULL,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 255),
    -- SHA-256 of the request.
    request bytea NOT NULL,
    answer text,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (subject, name)
);
CREATE INDEX idempotency_keys_created_at_idx ON selfdb.idempotency_keys (created_at);

CREATE FUNCTION selfdb.request_subject(p_session uuid, p_key uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT coalesce((SELECT user_id FROM auth.sessions WHERE id = p_session), p_key,
                    '00000000-0000-0000-0000-000000000000'::uuid)
$$;

-- Claims a name for a request. Returns null to the first, and the answer that the first got to those after it; they wait
-- for a first that is still under way. Raises SD422 when the name was used for another request.
CREATE FUNCTION selfdb.claim_idempotency(p_session uuid, p_key uuid, p_name text, p_request bytea) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    who uuid := selfdb.request_subject(p_session, p_key);
    earlier record;
BEGIN
    DELETE FROM selfdb.idempotency_keys k USING (
        SELECT subject, name FROM selfdb.idempotency_keys WHERE created_at < now() - interval '24 hours'
         LIMIT 100 FOR UPDATE SKIP LOCKED) old
     WHERE k.subject = old.subject AND k.name = old.name;
    INSERT INTO selfdb.idempotency_keys (subject, name, request) VALUES (who, p_name, p_request)
        ON CONFLICT (subject, name) DO NOTHING;
    IF FOUND THEN
        RETURN NULL;
    END IF;
    SELECT k.request, k.answer INTO earlier FROM selfdb.idempotency_keys k WHERE k.subject = who AND k.name = p_name;
    IF earlier.request <> p_request THEN
        RAISE EXCEPTION 'the idempotency key was used for another request' USING ERRCODE = 'SD422';
    END IF;
    RETURN earlier.answer;
END $$;

CREATE FUNCTION selfdb.store_idempotency(p_session uuid, p_key uuid, p_name text, p_answer text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
    UPDATE selfdb.idempotency_keys SET answer = p_answer
     WHERE subject = selfdb.request_subject(p_session, p_key) AND name = p_name
$$;
