#!/usr/bin/env bash
# Sourced by run_tests.sh after test-postgres.sh: a throw-away PgBouncer before the test cluster.
#   start_test_pgbouncer session|transaction   sets and exports SELFDB_TEST_PGBOUNCER_PORT
#   stop_test_pgbouncer                        stops it and removes its files

install_pgbouncer() {
    local sudo=()
    command -v pgbouncer >/dev/null || [ -x /usr/sbin/pgbouncer ] && return
    command -v apt-get >/dev/null || { echo "install pgbouncer and try again" >&2; return 1; }
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || { echo "run as root once: apt-get install pgbouncer" >&2; return 1; }
        sudo=(sudo)
    fi
    "${sudo[@]}" apt-get update -q
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends pgbouncer
}

# Passwords are checked against the cluster's own, as compose/pgbouncer does it.
write_pgbouncer_ini() {
    cat >"$PGBOUNCER_TEST_DIR/pgbouncer.ini" <<INI
[databases]
* = host=127.0.0.1 port=$PG_TEST_PORT
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = $SELFDB_TEST_PGBOUNCER_PORT
unix_socket_dir =
pool_mode = $1
auth_type = scram-sha-256
auth_file = $PGBOUNCER_TEST_DIR/userlist.txt
auth_user = $PG_TEST_USER
auth_query = SELECT rolname, rolpassword FROM pg_authid WHERE rolname = \$1
max_client_conn = 2000
default_pool_size = 8
server_idle_timeout = 2
logfile = $PGBOUNCER_TEST_DIR/pgbouncer.log
pidfile = $PGBOUNCER_TEST_DIR/pgbouncer.pid
INI
    printf '"%s" ""\n' "$PG_TEST_USER" >"$PGBOUNCER_TEST_DIR/userlist.txt"
}

start_test_pgbouncer() {
    install_pgbouncer
    PGBOUNCER_TEST_DIR=$(mktemp -d /tmp/selfdb-pgbouncer.XXXXXX)
    SELFDB_TEST_PGBOUNCER_PORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    export SELFDB_TEST_PGBOUNCER_PORT
    write_pgbouncer_ini "$1"
    [ "$(id -u)" -ne 0 ] || chown -R "$(id -u postgres 2>/dev/null || echo 65534)" "$PGBOUNCER_TEST_DIR"
    (cd / && PATH=$PATH:/usr/sbin unprivileged pgbouncer --quiet --daemon "$PGBOUNCER_TEST_DIR/pgbouncer.ini")
    for _ in $(seq 100); do
        (exec 3<>"/dev/tcp/127.0.0.1/$SELFDB_TEST_PGBOUNCER_PORT") 2>/dev/null && return
        sleep 0.1
    done
    cat "$PGBOUNCER_TEST_DIR/pgbouncer.log" >&2
    return 1
}

stop_test_pgbouncer() {
    [ -n "${PGBOUNCER_TEST_DIR:-}" ] || return 0
    # Without delay: clients have gone, and nothing of it is wanted any more.
    kill -TERM "$(cat "$PGBOUNCER_TEST_DIR/pgbouncer.pid" 2>/dev/null)" 2>/dev/null || true
    rm -rf "$PGBOUNCER_TEST_DIR"
    PGBOUNCER_TEST_DIR=
    unset SELFDB_TEST_PGBOUNCER_PORT
}
