#!/usr/bin/env bash
# Checks and tests of the console: format, lints, types, unit tests, and a browser against target/debug/selfdb.
# Wants POSTGRES_DIR for the server's own Postgres. The last line has cargo's form, so that results can be added up.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../frontend"

if ! command -v npm >/dev/null; then
    echo "Node.js is missing: the console is not tested"
    exit 1
fi
if ! command -v chromium >/dev/null && command -v apt-get >/dev/null; then
    root=()
    [ "$(id -u)" -eq 0 ] || root=(sudo)
    "${root[@]}" apt-get update -q
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium
fi

faults=0
run() { "$@" || { echo "failed: $*"; faults=$((faults + 1)); }; }

run npm ci --no-audit --no-fund --loglevel=error
run npm run --silent lint
if ! ../target/debug/selfdb openapi | diff -q - openapi.json >/dev/null; then
    echo "openapi.json is stale: run npm run api"
    faults=$((faults + 1))
fi
run npm run --silent types -- --check
log=$(mktemp)
npm run --silent test 2>&1 | tee "$log" || faults=$((faults + 1))
run npm run --silent build -- --logLevel warn
npm run --silent e2e 2>&1 | tee -a "$log" || faults=$((faults + 1))

# vitest says "Tests  12 passed (12)" and "1 failed | 11 passed (12)", node "# pass 12" and "# fail 1".
passed=$(sed 's/\x1b\[[0-9;]*m//g' "$log" | awk '/^ *Tests / { for (i = 2; i <= NF; i++) if ($i == "passed") n += $(i - 1) } /^. pass / { n += $3 } END { print n + 0 }')
failed=$(sed 's/\x1b\[[0-9;]*m//g' "$log" | awk '/^ *Tests / { for (i = 2; i <= NF; i++) if ($i == "failed") n += $(i - 1) } /^. fail / { n += $3 } END { print n + 0 }')
rm -f "$log"
echo "test result: console. $passed passed; $failed failed;"
[ "$faults" -eq 0 ]
