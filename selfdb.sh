#!/usr/bin/env bash
# Runs SelfDB from this folder. `./selfdb.sh quick` is all a newcomer needs; see usage below.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
REPO=$PWD
BINARY=${CARGO_TARGET_DIR:-target}/quick/selfdb

usage() {
    cat <<'TEXT'
Usage: ./selfdb.sh COMMAND [dev|staging|prod]

  quick           install what is missing, make .env.dev, build, and run the dev server in the foreground
  test [env]      drive a running server: health, login, table, row, WebSocket event
  up [env]        build and start in the background (staging and prod need .env.<env>)
  down [env]      stop what `up` started
  restart [env]   down, then up
  ps [env]        what runs, and whether it is ready
  logs env        follow the log of a server started by `up`
  clean [env]     stop and delete all data; asks first
  backup env …    create, list, verify, restore or prune backups of an environment
  admin env …     administrators, sessions and API keys of an environment, also while it is stopped;
                  `./selfdb.sh admin dev --help` lists what there is

up, down, restart, ps, test and clean without an environment mean each one that has an env file.
TEXT
}

say() { printf '%s\n' "$*"; }
die() { printf 'selfdb.sh: %s\n' "$*" >&2; exit 1; }
random_hex() { head -c "$1" /dev/urandom | od -An -tx1 | tr -d ' \n'; }

# The value of a key in an environment's file, the last one given; empty when there is none.
setting() {
    [ -f ".env.$1" ] || return 0
    sed -n "s/^[[:space:]]*\(export[[:space:]]\{1,\}\)\{0,1\}$2[[:space:]]*=[[:space:]]*//p" ".env.$1" | tail -n 1 |
        sed "s/[[:space:]]*\$//; s/^\"\(.*\)\"\$/\1/; s/^'\(.*\)'\$/\1/"
}

default_port() {
    case "$1 $2" in
        "dev API_PORT") echo 8000 ;; "staging API_PORT") echo 8010 ;; "prod API_PORT") echo 8020 ;;
        "dev FRONTEND_PORT") echo 3000 ;; "staging FRONTEND_PORT") echo 3001 ;; "prod FRONTEND_PORT") echo 3002 ;;
        "dev STORAGE_PORT") echo 8001 ;; "staging STORAGE_PORT") echo 8011 ;; "prod STORAGE_PORT") echo 8021 ;;
        "dev POSTGRES_PORT") echo 5432 ;; *) echo ;;
    esac
}

port() {
    local value=${!2:-$(setting "$1" "$2")}
    echo "${value:-$(default_port "$1" "$2")}"
}

base_url() {
    local host=${BIND_ADDRESS:-$(setting "$1" BIND_ADDRESS)}
    case "$host" in '' | 0.0.0.0 | ::) host=127.0.0.1 ;; *:*) host="[$host]" ;; esac
    echo "http://$host:$(port "$1" API_PORT)"
}

# Postgres never runs as root, so under root another user must be able to enter all folders on the way here.
reachable_by_others() {
    local folder=$REPO
    while :; do
        [ $((8#$(stat -c %a "$folder") & 1)) -eq 1 ] || return 1
        [ "$folder" != / ] || return 0
        folder=$(dirname "$folder")
    done
}

# A folder elsewhere, for a checkout that Postgres' user cannot reach or whose path is too long for a socket.
outside() {
    local base=/var/lib/selfdb
    [ "$(id -u)" -eq 0 ] || base=${XDG_DATA_HOME:-$HOME/.local/share}/selfdb
    echo "$base/$1"
}

default_postgres_dir() {
    if [ "$(id -u)" -eq 0 ] && ! reachable_by_others; then outside postgresql-18; else echo .selfdb/postgresql-18; fi
}

default_data_dir() {
    local inside=.selfdb/$1/data
    [ "$1" != dev ] || inside=data
    if { [ "$(id -u)" -eq 0 ] && ! reachable_by_others; } || [ $((${#REPO} + ${#inside})) -gt 80 ]; then
        outside "$(printf %s "$REPO" | sha256sum | cut -c1-12)-$1"
    else
        echo "$inside"
    fi
}

data_dir() { local value=${SELFDB_DATA_DIR:-$(setting "$1" SELFDB_DATA_DIR)}; echo "${value:-$(default_data_dir "$1")}"; }
postgres_dir() { local value=${POSTGRES_DIR:-$(setting "$1" POSTGRES_DIR)}; echo "${value:-$(default_postgres_dir)}"; }

# Embedded unless another server is named, as the server itself decides it.
uses_embedded() {
    local wanted=${POSTGRES_EMBEDDED:-$(setting "$1" POSTGRES_EMBEDDED)}
    [ -z "${DATABASE_URL:-$(setting "$1" DATABASE_URL)}" ] || return 1
    case "${wanted,,}" in false | 0 | no | off) return 1 ;; esac
}

install_missing() {
    local packages=() sudo=()
    command -v cc >/dev/null || packages+=(gcc libc6-dev)
    command -v pkg-config >/dev/null || packages+=(pkg-config)
    command -v python3 >/dev/null || packages+=(python3 python3-pip)
    [ ${#packages[@]} -eq 0 ] && return
    command -v apt-get >/dev/null || die "install ${packages[*]} (Debian names) and try again"
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || die "run as root once: apt-get install ${packages[*]}"
        sudo=(sudo)
    fi
    say "Installing system packages: ${packages[*]}"
    "${sudo[@]}" apt-get update -q
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${packages[@]}"
}

# Adds a key to .env.dev unless it has a value there.
add_setting() {
    [ -n "$(setting dev "$1")" ] || printf '%s=%s\n' "$1" "$2" >>.env.dev
}

make_env_dev() {
    if [ ! -f .env.dev ]; then
        (umask 077 && printf '# Made by selfdb.sh; values already here are never changed by it.\n' >.env.dev)
        say "Making .env.dev with fresh secrets"
    elif [ -n "$(tail -c 1 .env.dev)" ]; then
        echo >>.env.dev
    fi
    chmod 600 .env.dev
    add_setting JWT_SECRET_KEY "$(random_hex 32)"
    add_setting API_KEY "$(random_hex 20)"
    add_setting SERVICE_API_KEY "$(random_hex 20)"
    add_setting ADMIN_EMAIL admin@example.com
    add_setting ADMIN_PASSWORD "$(random_hex 10)"
    add_setting ADMIN_FIRST_NAME Admin
    add_setting ADMIN_LAST_NAME User
    add_setting API_PORT "$(default_port dev API_PORT)"
    add_setting FRONTEND_PORT "$(default_port dev FRONTEND_PORT)"
    add_setting STORAGE_PORT "$(default_port dev STORAGE_PORT)"
    uses_embedded dev || return 0
    add_setting POSTGRES_PORT "$(default_port dev POSTGRES_PORT)"
    add_setting POSTGRES_DB selfdb
    add_setting POSTGRES_USER selfdb
    add_setting POSTGRES_PASSWORD "$(random_hex 16)"
    add_setting SELFDB_DATA_DIR "$(default_data_dir dev)"
    add_setting POSTGRES_DIR "$(default_postgres_dir)"
}

build() {
    command -v cargo >/dev/null || die "Rust is missing: install it from https://rustup.rs and open a new shell"
    scripts/build-console.sh
    say "Building SelfDB (the first time takes some minutes)"
    cargo build --profile quick --locked
}

# Everything an environment needs before its server can run.
prepare() {
    local env=$1
    [ "$env" != dev ] || make_env_dev
    [ -f ".env.$env" ] || die ".env.$env is missing: write one with the settings listed in README.md"
    install_missing
    if uses_embedded "$env"; then
        scripts/install-postgres.sh "$(postgres_dir "$env")"
    fi
    build
}

# Settings of the environment that its file does not give.
server_env() {
    local env=$1 key
    printf '%s\n' "ENV=$env" "SELFDB_ENV_FILE=.env.$env"
    for key in API_PORT FRONTEND_PORT STORAGE_PORT; do printf '%s=%s\n' "$key" "$(port "$env" "$key")"; done
    if uses_embedded "$env"; then
        printf '%s\n' "SELFDB_DATA_DIR=$(data_dir "$env")" "POSTGRES_DIR=$(postgres_dir "$env")"
    fi
}

quick() {
    local variables
    prepare dev
    mapfile -t variables < <(server_env dev)
    say "Starting SelfDB; Ctrl-C stops it"
    exec env "${variables[@]}" "$BINARY" serve
}

# Whether a process is a SelfDB server that still runs; a dead one stays listed until its parent asks for it.
lives() { [[ $(cat "/proc/$1/stat" 2>/dev/null) =~ \(selfdb\)\ [^ZX] ]]; }

# The process id of an environment's background server, when it lives.
server_pid() {
    local pid
    pid=$(cat ".selfdb/$1/server.pid" 2>/dev/null) && lives "$pid" && echo "$pid"
}

up() {
    local env=$1 pid variables
    if pid=$(server_pid "$env"); then
        say "$env runs already (process $pid)"
        return
    fi
    prepare "$env"
    mkdir -p ".selfdb/$env"
    mapfile -t variables < <(server_env "$env")
    (umask 077 && : >>".selfdb/$env/server.log")
    setsid env "${variables[@]}" "$BINARY" serve >>".selfdb/$env/server.log" 2>&1 </dev/null &
    pid=$!
    echo "$pid" >".selfdb/$env/server.pid"
    for _ in $(seq 600); do
        if env "${variables[@]}" "$BINARY" healthcheck >/dev/null 2>&1; then
            say "$env is ready: API $(base_url "$env"), console port $(port "$env" FRONTEND_PORT), process $pid"
            return
        fi
        [ -d "/proc/$pid" ] && ! grep -q '^State:.Z' "/proc/$pid/status" 2>/dev/null || break
        sleep 0.2
    done
    tail -n 20 ".selfdb/$env/server.log" >&2
    lives "$pid" || rm -f ".selfdb/$env/server.pid"
    die "$env did not become ready; see .selfdb/$env/server.log"
}

down() {
    local env=$1 pid
    if ! pid=$(server_pid "$env"); then
        say "$env does not run in the background"
        return
    fi
    kill -TERM "$pid"
    for _ in $(seq 300); do
        if ! lives "$pid"; then
            rm -f ".selfdb/$env/server.pid"
            say "$env stopped"
            return
        fi
        sleep 0.2
    done
    die "$env (process $pid) did not stop within 60 s"
}

restart() { down "$1"; up "$1"; }

ps_one() {
    local env=$1 pid variables ready="not ready"
    if pid=$(server_pid "$env"); then
        mapfile -t variables < <(server_env "$env")
        ! env "${variables[@]}" "$BINARY" healthcheck >/dev/null 2>&1 || ready=ready
        say "$env: process $pid, $ready, $(base_url "$env")"
    else
        say "$env: not running in the background"
    fi
}

logs() { [ -f ".selfdb/$1/server.log" ] || die "$1 was never started by up"; exec tail -n 100 -f ".selfdb/$1/server.log"; }

smoke_test() {
    local env=$1
    [ -f ".env.$env" ] || die ".env.$env is missing"
    say "Testing $env at $(base_url "$env")"
    ADMIN_EMAIL=${ADMIN_EMAIL:-$(setting "$env" ADMIN_EMAIL)} \
    ADMIN_PASSWORD=${ADMIN_PASSWORD:-$(setting "$env" ADMIN_PASSWORD)} \
    API_KEY=${API_KEY:-$(setting "$env" API_KEY)} python3 scripts/smoke.py "$(base_url "$env")"
}

clean() {
    local env answer folders=()
    for env in "$@"; do
        uses_embedded "$env" && [ -d "$(data_dir "$env")" ] && folders+=("$(data_dir "$env")")
    done
    [ ${#folders[@]} -gt 0 ] || { say "There is no data to delete"; return; }
    say "This stops $* and deletes every database, user, table and row in: ${folders[*]}"
    say "There is no way back. Env files and binaries stay; an external database is not touched."
    read -r -p "Delete? [y/N] " answer || true
    [[ $answer =~ ^[yY] ]] || { say "Nothing was deleted"; return; }
    for env in "$@"; do down "$env"; done
    for env in "${folders[@]}"; do
        [ ! -e "$env/selfdb.lock" ] || flock -n "$env/selfdb.lock" true || die "a server is using $env: stop it first"
        rm -rf -- "$env/postgres" "$env/postgres.new" "$env/run" "$env"/postgres.log* "$env/selfdb.lock" "$env/storage" "$env/encryption.key"
        rmdir -- "$env" 2>/dev/null || say "$env holds other files, which stay"
    done
    say "Deleted"
}

# Runs `selfdb admin` or `selfdb backup` with the settings of an environment.
with_settings() {
    local command=$1 env=$2 variables
    [ -f ".env.$env" ] || die ".env.$env is missing"
    [ -x "$BINARY" ] || die "start $env once first: $BINARY is not built yet"
    mapfile -t variables < <(server_env "$env")
    exec env "${variables[@]}" "$BINARY" "$command" "${@:3}"
}

command=${1:-}
environment=${2:-}
[ $# -le 2 ] || [ "$command" = admin ] || [ "$command" = backup ] || { usage >&2; exit 1; }
case "$environment" in '' | dev | staging | prod) ;; *) usage >&2; exit 1 ;; esac
environments=()
for name in dev staging prod; do
    if [ "$environment" = "$name" ] || { [ -z "$environment" ] && { [ "$name" = dev ] || [ -f ".env.$name" ]; }; }; then
        environments+=("$name")
    fi
done

case "$command" in
    quick) quick ;;
    up | down | restart) for name in "${environments[@]}"; do "$command" "$name"; done ;;
    ps) for name in "${environments[@]}"; do ps_one "$name"; done ;;
    test) for name in "${environments[@]}"; do smoke_test "$name"; done ;;
    logs) [ -n "$environment" ] || die "logs needs dev, staging or prod"; logs "$environment" ;;
    clean) clean "${environments[@]}" ;;
    admin | backup)
        [ -n "$environment" ] || die "$command needs dev, staging or prod"
        with_settings "$@"
        ;;
    *) usage >&2; exit 1 ;;
esac
