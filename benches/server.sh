#!/usr/bin/env bash
# Sourced by the measuring scripts: a server under test on a throw-away PostgreSQL 18 with durable settings, reached through
# its socket as an embedded one is. Both end with the script.
# Sets WORK, URL, KEY, PASSWORD, LOGIN, SERVER_PID, ROWS, DURATION, CONNECTIONS, THREADS and what scripts/test-postgres.sh sets.
# shellcheck source=../scripts/test-postgres.sh
. scripts/test-postgres.sh

DURATION=${DURATION:-10s}
CONNECTIONS=${CONNECTIONS:-64}
THREADS=${THREADS:-2}
ROWS=10000
WORK=$(mktemp -d)
SERVER_PID=

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

if ! command -v wrk >/dev/null; then
    sudo=()
    [ "$(id -u)" -eq 0 ] || sudo=(sudo)
    "${sudo[@]}" apt-get install -y -q wrk || { "${sudo[@]}" apt-get update -q && "${sudo[@]}" apt-get install -y -q wrk; }
fi
if [ -z "${BINARY:-}" ]; then
    cargo build --release --locked
    BINARY=target/release/selfdb
fi

start_test_postgres fsync=on full_page_writes=on synchronous_commit=on shared_buffers=128MB max_wal_size=2GB
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
PORT=$(free_port)
URL=http://127.0.0.1:$PORT
KEY=bench_key_0123456789abcdef
PASSWORD=bench_password_1

env -i PATH="$PATH" SELFDB_ENV_FILE=/dev/null API_PORT="$PORT" FRONTEND_PORT="$(free_port)" STORAGE_PORT="$(free_port)" SELFDB_DATA_DIR="$WORK/data" \
    DATABASE_URL="postgres://$PG_TEST_USER@${PG_TEST_DIR//\//%2F}:$PG_TEST_PORT/postgres" \
    JWT_SECRET_KEY=bench_secret_0123456789abcdef0123456789 API_KEY=$KEY SERVICE_API_KEY=bench_service_0123456789abcdef \
    ADMIN_EMAIL=bench@example.com ADMIN_PASSWORD=$PASSWORD LOGIN_ATTEMPTS_PER_MINUTE=1000000 LOG_LEVEL=ERROR \
    ${SELFDB_WORKERS:+SELFDB_WORKERS=$SELFDB_WORKERS} "$BINARY" serve >"$WORK/server.log" 2>&1 &
SERVER_PID=$!
for _ in $(seq 100); do
    curl -fs "$URL/ready" >/dev/null && break
    kill -0 "$SERVER_PID" 2>/dev/null || { cat "$WORK/server.log"; exit 1; }
    sleep 0.1
done

rss() { awk '/^VmRSS/ { printf "%.1f", $2 / 1024 }' "/proc/$SERVER_PID/status"; }
IDLE_RSS=$(rss)

json() { python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"; }
api() {
    curl -fsS -X "$1" "$URL$2" -H "X-API-Key: $KEY" -H "Authorization: Bearer ${TOKEN:-}" \
        -H 'Content-Type: application/json' ${3:+-d "$3"}
}
sql() {
    LD_LIBRARY_PATH=$POSTGRES_DIR/lib "$POSTGRES_DIR/bin/psql" -h 127.0.0.1 -p "$PG_TEST_PORT" -U "$PG_TEST_USER" -qAt \
        -v ON_ERROR_STOP=1 postgres -c "$1"
}

LOGIN="{\"email\":\"bench@example.com\",\"password\":\"$PASSWORD\"}"
log_in() {
    curl -fsS "$URL/api/v1/auth/login" -H "X-API-Key: $KEY" -H 'Content-Type: application/json' -d "$1" | json access_token
}

# CPU ticks of a process with the children it has reaped.
ticks() { awk '{ sub(/^.*\) /, ""); print $12 + $13 }' "/proc/$1/stat"; }
# All of Postgres: its live processes, plus what the postmaster has reaped.
postgres_ticks() {
    local sum child
    sum=$(awk '{ sub(/^.*\) /, ""); print $12 + $13 + $14 + $15 }' "/proc/$PG_TEST_PID/stat")
    for child in $(cat "/proc/$PG_TEST_PID/task/$PG_TEST_PID/children"); do
        sum=$((sum + $(ticks "$child" 2>/dev/null || echo 0)))
    done
    echo "$sum"
}

HERTZ=$(getconf CLK_TCK)
