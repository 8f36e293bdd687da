#!/usr/bin/env bash
# Measures realtime of a release build on a throw-away PostgreSQL 18, with a load generator of ours on the same machine.
#   SECONDS_EACH=10 BINARY=target/release/selfdb LOAD=target/release/examples/realtime-load benches/realtime.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=../scripts/test-postgres.sh
. scripts/test-postgres.sh

SPAN=${SECONDS_EACH:-10}
USERS=1000
WORK=$(mktemp -d)
SERVER_PID=
ulimit -n 65536

cleanup() {
    if [ -n "$SERVER_PID" ]; then
        kill -TERM "$SERVER_PID" 2>/dev/null || true
        wait "$SERVER_PID" 2>/dev/null || true
    fi
    stop_test_postgres
    rm -rf "$WORK"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

if [ -z "${BINARY:-}" ] || [ -z "${LOAD:-}" ]; then
    cargo build --release --locked --bin selfdb --example realtime-load
    BINARY=target/release/selfdb LOAD=target/release/examples/realtime-load
fi

start_test_postgres fsync=on full_page_writes=on synchronous_commit=on shared_buffers=128MB max_wal_size=2GB
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
PORT=$(free_port)
URL=http://127.0.0.1:$PORT
DATABASE="postgres://$PG_TEST_USER@127.0.0.1:$PG_TEST_PORT/postgres"
SECRET=bench_secret_0123456789abcdef0123456789

env -i PATH="$PATH" SELFDB_ENV_FILE=/dev/null API_PORT="$PORT" FRONTEND_PORT="$(free_port)" STORAGE_PORT="$(free_port)" SELFDB_DATA_DIR="$WORK/data" DATABASE_URL="$DATABASE" \
    JWT_SECRET_KEY=$SECRET API_KEY=bench_key_0123456789abcdef SERVICE_API_KEY=bench_service_0123456789abcdef \
    REALTIME_MAX_CONNECTIONS=20000 REALTIME_EVENTS_PER_SECOND=1000000 LOG_LEVEL=WARN "$BINARY" serve >"$WORK/server.log" 2>&1 &
SERVER_PID=$!
for _ in $(seq 100); do
    curl -fs "$URL/ready" >/dev/null && break
    kill -0 "$SERVER_PID" 2>/dev/null || { cat "$WORK/server.log"; exit 1; }
    sleep 0.1
done

sql() {
    LD_LIBRARY_PATH=$POSTGRES_DIR/lib "$POSTGRES_DIR/bin/psql" -h 127.0.0.1 -p "$PG_TEST_PORT" -U "$PG_TEST_USER" -qAt \
        -v ON_ERROR_STOP=1 postgres -c "$1"
}
sql "SET ROLE selfdb_owner;
     CREATE TABLE public.bench_live (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, t bigint, body text, owner uuid);
     SELECT selfdb.apply_access('public.bench_live', 'authenticated', NULL)"
sql "SELECT selfdb.record_changes('public.bench_live', true)" >/dev/null
# Users and sessions straight in the database, and their tokens signed here: logging in a thousand times is another bench.
sql "WITH u AS (INSERT INTO auth.users (email, encrypted_password)
                SELECT 'user' || n || '@example.com', 'none' FROM generate_series(1, $USERS) n RETURNING id)
     INSERT INTO auth.sessions (user_id, not_after) SELECT id, now() + interval '1 day' FROM u RETURNING user_id, id" >"$WORK/sessions"
python3 - "$SECRET" "$WORK/sessions" >"$WORK/tokens" <<'PYTHON'
import base64, hashlib, hmac, json, sys, time, uuid
secret, sessions = sys.argv[1].encode(), open(sys.argv[2])
code = lambda data: base64.urlsafe_b64encode(data).rstrip(b"=")
for line in sessions:
    user, session = line.strip().split("|")
    now = int(time.time())
    claims = {"sub": user, "user_id": user, "email": "x", "role": "USER", "sid": session, "jti": str(uuid.uuid4()),
              "token_type": "access", "iss": "selfdb", "iat": now, "exp": now + 7200}
    signed = code(b'{"alg":"HS256","typ":"JWT"}') + b"." + code(json.dumps(claims).encode())
    print((signed + b"." + code(hmac.new(secret, signed, hashlib.sha256).digest())).decode())
PYTHON
head -1 "$WORK/tokens" >"$WORK/one"

rss() { awk '/^VmRSS/ { print $2 }' "/proc/$SERVER_PID/status"; }
ticks() { awk '{ sub(/^.*\) /, ""); print $12 + $13 }' "/proc/$SERVER_PID/stat"; }
HERTZ=$(getconf CLK_TCK)
run() {
    local name=$1 before
    shift
    before=$(ticks)
    echo "== $name"
    "$LOAD" "$@"
    awk -v t=$(($(ticks) - before)) -v hz="$HERTZ" 'BEGIN { printf "server CPU %.1f s\n", t / hz }'
}

AT=127.0.0.1:$PORT
printf '%s cores (load %s before the run), server after start %s kB RSS\n' "$(nproc)" "$(cut -d' ' -f1 /proc/loadavg)" "$(rss)"
run "1,000 sockets of one user on one topic, bursts of 4 broadcasts of 200 bytes every 10 ms" fanout "$AT" "$WORK/one" 1000 1000 "$SPAN"
run "the same, 1,000 users" fanout "$AT" "$WORK/tokens" 1000 1000 "$SPAN"
run "5,000 sockets in groups of 5" fanout "$AT" "$WORK/tokens" 5000 5 "$SPAN"
run "100 inserts/s, 1,000 sockets of one user" changes "$AT" "$WORK/one" 1000 "$DATABASE" "$SPAN"
run "100 inserts/s, 1,000 users, a policy without claims" changes "$AT" "$WORK/tokens" 1000 "$DATABASE" "$SPAN"
sql "ALTER POLICY selfdb_level ON public.bench_live USING (owner IS NULL OR owner = (SELECT auth.uid()))"
run "100 inserts/s, 1,000 users, a policy that reads claims" changes "$AT" "$WORK/tokens" 1000 "$DATABASE" "$SPAN"

echo "== 9,000 idle joined sockets"
BEFORE=$(rss)
mkfifo "$WORK/stay"
"$LOAD" idle "$AT" "$WORK/tokens" 9000 <"$WORK/stay" >"$WORK/idle" &
exec 9>"$WORK/stay"
until grep -q ready "$WORK/idle"; do sleep 0.2; done
head -1 "$WORK/idle"
awk -v before="$BEFORE" -v after="$(rss)" 'BEGIN { printf "%.1f kB of server memory for each\n", (after - before) / 9000 }'
echo >&9
exec 9>&-
