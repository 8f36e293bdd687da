#!/usr/bin/env bash
# All checks and tests: ./run_tests.sh [unit|tests/unit|integration|console|pgbouncer|fuzz|coverage|watch]
# Without a word: format, clippy (warnings are errors), unit and integration tests on a throw-away PostgreSQL 18,
# the console in a browser, and fuzzing; `pgbouncer` runs the integration tests through PgBouncer.
# POSTGRES_DIR names PostgreSQL's programs; else they are installed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
# shellcheck source=scripts/test-postgres.sh
. scripts/test-postgres.sh
# shellcheck source=scripts/test-pgbouncer.sh
. scripts/test-pgbouncer.sh

usage() { sed -n '2,4s/^# //p' "$0"; }
step() { printf '\n== %s\n' "$*"; }

LOG=$(mktemp)
trap 'stop_test_pgbouncer; stop_test_postgres; rm -f "$LOG"' EXIT
trap 'exit 130' INT TERM
FAILED_STEPS=0

checks() {
    local script
    step "Shell and Python scripts"
    for script in selfdb.sh run_tests.sh .ci/run scripts/*.sh benches/*.sh; do
        bash -n "$script" || FAILED_STEPS=$((FAILED_STEPS + 1))
    done
    for script in scripts/*.py; do
        python3 -c 'import ast, sys; ast.parse(open(sys.argv[1]).read(), sys.argv[1])' "$script" ||
            FAILED_STEPS=$((FAILED_STEPS + 1))
    done
    step "Format"
    cargo fmt --all --check || FAILED_STEPS=$((FAILED_STEPS + 1))
    step "Clippy"
    cargo clippy --all-targets --locked -- -D warnings || FAILED_STEPS=$((FAILED_STEPS + 1))
}

postgres() {
    step "PostgreSQL for the tests"
    start_test_postgres fsync=off full_page_writes=off synchronous_commit=off max_connections=300 shared_buffers=128MB
    export SELFDB_TEST_DATABASE_URL="postgres://$PG_TEST_USER@127.0.0.1:$PG_TEST_PORT/postgres"
    echo "port $PG_TEST_PORT, programs in $POSTGRES_DIR"
}

clients() {
    step "Client libraries for the tests"
    scripts/install-test-clients.sh
}

cargo_test() {
    step "cargo test $*"
    cargo test --locked --no-fail-fast "$@" 2>&1 | tee -a "$LOG" || FAILED_STEPS=$((FAILED_STEPS + 1))
}

fuzz() {
    step "schemathesis against the live OpenAPI document"
    cargo build --locked --quiet &&
        PG_TEST_PORT=$PG_TEST_PORT PG_TEST_USER=$PG_TEST_USER scripts/fuzz-api.sh || FAILED_STEPS=$((FAILED_STEPS + 1))
}

# The integration tests once more, with callers' statements through PgBouncer.
through_pgbouncer() {
    local mode
    for mode in session transaction; do
        step "PgBouncer in $mode mode"
        start_test_pgbouncer "$mode"
        cargo_test --test it
        # A run that went round it would prove nothing.
        if ! grep -q 'registered new auto-database' "$PGBOUNCER_TEST_DIR/pgbouncer.log"; then
            echo "nothing went through PgBouncer"
            FAILED_STEPS=$((FAILED_STEPS + 1))
        fi
        stop_test_pgbouncer
    done
}

console_test() {
    step "Console"
    scripts/test-console.sh 2>&1 | tee -a "$LOG" || FAILED_STEPS=$((FAILED_STEPS + 1))
}

# Adds up cargo's own results; a build that fails has none, and counts as a failure as well.
summary() {
    local passed failed
    read -r passed failed < <(awk '/^test result:/ { p += $4; f += $6 } END { print p + 0, f + 0 }' "$LOG")
    [ "$failed" -gt 0 ] || [ "$FAILED_STEPS" -eq 0 ] || printf '\n%s of the steps above failed\n' "$FAILED_STEPS"
    printf '\n%s passed, %s failed\n' "$passed" "$failed"
    [ "$FAILED_STEPS" -eq 0 ] && [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}

coverage() {
    if ! cargo tarpaulin --version >/dev/null 2>&1; then
        step "Installing cargo-tarpaulin"
        cargo install --locked cargo-tarpaulin
    fi
    clients
    postgres
    step "Coverage of src/"
    cargo tarpaulin --locked --engine llvm --skip-clean --target-dir target/coverage --include-files 'src/*' \
        --out Html --out Stdout --output-dir coverage --timeout 600 2>&1 | tee "$LOG" || FAILED_STEPS=1
    echo "report: coverage/tarpaulin-report.html"
    summary
}

# Runs the unit tests again whenever a source file is newer than the last run.
watch() {
    local stamp=$LOG.stamp
    while :; do
        touch "$stamp"
        cargo test --locked --lib --bins || true
        echo "waiting for a change (Ctrl-C ends)"
        until [ -n "$(find src tests migrations Cargo.toml -newer "$stamp" -type f -print -quit)" ]; do sleep 1; done
    done
}

case "${1:-all}" in
    all)
        checks
        clients
        postgres
        cargo_test
        console_test
        fuzz
        summary
        ;;
    unit | tests/unit)
        cargo_test --lib --bins
        summary
        ;;
    console)
        postgres
        cargo build --locked
        console_test
        summary
        ;;
    integration)
        clients
        postgres
        cargo_test --test '*'
        summary
        ;;
    fuzz)
        clients
        postgres
        fuzz
        [ "$FAILED_STEPS" -eq 0 ]
        ;;
    pgbouncer)
        clients
        postgres
        through_pgbouncer
        summary
        ;;
    coverage) coverage ;;
    watch) watch ;;
    -h | --help | help) usage ;;
    *)
        usage >&2
        exit 1
        ;;
esac
