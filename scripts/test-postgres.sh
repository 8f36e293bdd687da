#!/usr/bin/env bash
# Sourced by run_tests.sh and benches/http.sh: a throw-away PostgreSQL 18 cluster on a free loopback port.
#   start_test_postgres [setting=value …]   sets PG_TEST_PORT, PG_TEST_USER, PG_TEST_PID, POSTGRES_DIR
#   stop_test_postgres                      stops it and removes its files

# Under root the programs must be where an unprivileged user may run them.
postgres_dir() {
    local repo=$1 folder=$1
    if [ "$(id -u)" -eq 0 ]; then
        while [ "$folder" != / ]; do
            if [ $(($(stat -c '0%a' "$folder") & 1)) -eq 0 ]; then
                echo "/var/lib/selfdb/postgresql-18"
                return
            fi
            folder=$(dirname "$folder")
        done
    fi
    echo "$repo/.selfdb/postgresql-18"
}

# Runs a command as an unprivileged user when we are root: Postgres refuses root.
unprivileged() {
    if [ "$(id -u)" -ne 0 ]; then
        "$@"
    elif id postgres >/dev/null 2>&1; then
        setpriv --reuid=postgres --regid="$(id -g postgres)" --clear-groups "$@"
    else
        setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
    fi
}

start_test_postgres() {
    local repo setting options=()
    repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
    POSTGRES_DIR=${POSTGRES_DIR:-$(postgres_dir "$repo")}
    "$repo/scripts/install-postgres.sh" "$POSTGRES_DIR"
    export POSTGRES_DIR
    PG_TEST_DIR=$(mktemp -d /tmp/selfdb-pg.XXXXXX)
    [ "$(id -u)" -ne 0 ] || chown "$(id -u postgres 2>/dev/null || echo 65534)" "$PG_TEST_DIR"
    PG_TEST_USER=selfdb_test
    PG_TEST_PORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    for setting in "$@"; do options+=(-c "$setting"); done
    local run=(unprivileged env "LD_LIBRARY_PATH=$POSTGRES_DIR/lib")
    (cd / && "${run[@]}" "$POSTGRES_DIR/bin/initdb" -D "$PG_TEST_DIR/data" -U "$PG_TEST_USER" --auth=trust \
        --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$PG_TEST_DIR.log" 2>&1) || { cat "$PG_TEST_DIR.log" >&2; return 1; }
    (cd / && "${run[@]}" "$POSTGRES_DIR/bin/pg_ctl" -D "$PG_TEST_DIR/data" -l "$PG_TEST_DIR/postgres.log" -w -s \
        -o "-c port=$PG_TEST_PORT -c listen_addresses=127.0.0.1 -c unix_socket_directories=$PG_TEST_DIR ${options[*]}" start) ||
        { cat "$PG_TEST_DIR/postgres.log" >&2; return 1; }
    PG_TEST_PID=$(head -n 1 "$PG_TEST_DIR/data/postmaster.pid")
}

stop_test_postgres() {
    [ -n "${PG_TEST_DIR:-}" ] || return 0
    if [ -f "$PG_TEST_DIR/data/postmaster.pid" ]; then
        (cd / && unprivileged env "LD_LIBRARY_PATH=$POSTGRES_DIR/lib" "$POSTGRES_DIR/bin/pg_ctl" \
            -D "$PG_TEST_DIR/data" -m immediate -s stop) || true
    fi
    rm -rf "$PG_TEST_DIR" "$PG_TEST_DIR.log"
    PG_TEST_DIR=
}
