#!/usr/bin/env bash
# Sends schemathesis' requests, valid and invalid, for every operation of the live OpenAPI document to the built server:
# as an administrator, as a user and with the publishable key. Fails on a 5xx and on a status that is not declared.
# Needs PG_TEST_PORT and PG_TEST_USER of test-postgres.sh, target/debug/selfdb and tests/clients/.venv.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

SCHEMATHESIS=${SCHEMATHESIS:-$PWD/tests/clients/.venv/bin/schemathesis}
CONFIG=$PWD/tests/clients/schemathesis.toml
WORK=$(mktemp -d)
SERVER=
stop() {
    [ -z "$SERVER" ] || { kill "$SERVER" 2>/dev/null && wait "$SERVER" 2>/dev/null; } || true
    rm -rf "$WORK"
}
trap stop EXIT

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
PORT=$(free_port)
DATABASE=selfdb_fuzz_$$
KEY=fuzz-publishable-key-0001
URL=http://127.0.0.1:$PORT

LD_LIBRARY_PATH=$POSTGRES_DIR/lib "$POSTGRES_DIR/bin/createdb" -h 127.0.0.1 -p "$PG_TEST_PORT" -U "$PG_TEST_USER" "$DATABASE"
env DATABASE_URL="postgres://$PG_TEST_USER@127.0.0.1:$PG_TEST_PORT/$DATABASE" SELFDB_ENV_FILE=/dev/null API_PORT="$PORT" \
    FRONTEND_PORT="$(free_port)" STORAGE_PORT="$(free_port)" SELFDB_DATA_DIR="$WORK/data" JWT_SECRET_KEY=fuzz-secret-fuzz-secret-fuzz-secret- API_KEY=$KEY \
    SELFDB_CALLER_ROLE=selfdb_fuzz_caller SELFDB_SQL_ROLE=selfdb_fuzz_sql LOGIN_ATTEMPTS_PER_MINUTE=100000 \
    ADMIN_EMAIL=admin@example.com ADMIN_PASSWORD='Fuzz-password-1!' LOG_LEVEL=ERROR \
    "${SELFDB_BINARY:-target/debug/selfdb}" serve >"$WORK/server.log" 2>&1 &
SERVER=$!
for _ in $(seq 100); do
    curl -sf "$URL/health" >/dev/null && break
    kill -0 "$SERVER" 2>/dev/null || { cat "$WORK/server.log" >&2; exit 1; }
    sleep 0.2
done

post() { # path, token, JSON
    curl -sf "$URL$1" -H "X-API-Key: $KEY" ${2:+-H "Authorization: Bearer $2"} -H 'Content-Type: application/json' -d "$3"
}
token() { python3 -c 'import json, sys; print(json.load(sys.stdin)["access_token"])'; }
ADMIN=$(post /api/v1/auth/login "" '{"email": "admin@example.com", "password": "Fuzz-password-1!"}' | token)
USER=$(post /api/v1/auth/register "" \
    '{"email": "ada@example.com", "password": "Fuzz-password-1!", "first_name": "Ada", "last_name": "L"}' | token)
for table in fuzz_rows fuzz_columns fuzz_read; do
    level=authenticated
    [ "$table" != fuzz_read ] || level=public
    post /api/v1/tables "$USER" '{"name": "'$table'", "access_level": "'$level'", "schema": {"columns": [
        {"name": "id", "type": "bigint", "primary_key": true}, {"name": "name", "type": "text"},
        {"name": "amount", "type": "numeric"}, {"name": "doc", "type": "jsonb"}]}}' >/dev/null
    post "/api/v1/tables/$table/rows" "$USER" '[{"id": 1, "name": "a", "amount": 1.5, "doc": {"a": [1]}}, {"id": 2}, {"id": 3}]' >/dev/null
done

fuzz() { # who, credential
    printf '\n-- as %s\n' "$1"
    # It keeps examples in the folder it runs in.
    (cd "$WORK" && "$SCHEMATHESIS" --no-color --config-file "$CONFIG" run "$URL/openapi.json" \
        --header "X-API-Key: $KEY" ${2:+--header "Authorization: Bearer $2"} \
        --checks not_a_server_error,status_code_conformance --phases examples,coverage,fuzzing) >"$WORK/report" 2>&1 ||
        { cat "$WORK/report"; grep -h ERROR "$WORK/server.log" | tail -20 || true; return 1; }
    grep -E 'Tested:|Test cases:|generated|No issues' "$WORK/report" || true
}
FAILED=0
fuzz "an administrator" "$ADMIN" || FAILED=1
fuzz "a user" "$USER" || FAILED=1
fuzz "nobody in particular" "" || FAILED=1
kill -0 "$SERVER" 2>/dev/null || { echo "the server has died"; cat "$WORK/server.log"; FAILED=1; }
exit "$FAILED"
