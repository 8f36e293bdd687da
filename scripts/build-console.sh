#!/usr/bin/env bash
# Builds the console into frontend/dist, from where the server embeds it. Does nothing when it is up to date.
# A server built without Node.js works too; its page then says how to build the console.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../frontend"

if ! command -v npm >/dev/null || ! node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)'; then
    echo "Node.js 20 or newer is missing: the server is built without its console"
    exit
fi
sources=(src public index.html package-lock.json vite.config.ts)
if [ -f dist/index.html ] && [ -z "$(find "${sources[@]}" -newer dist/index.html -print -quit)" ]; then
    exit
fi
echo "Building the console"
npm ci --no-audit --no-fund --loglevel=error
npm run --silent build -- --logLevel warn
