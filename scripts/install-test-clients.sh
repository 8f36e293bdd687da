#!/usr/bin/env bash
# Installs the client libraries that the tests run against the server: npm packages into tests/clients/node_modules and
# Python packages into tests/clients/.venv. Does nothing when both are up to date.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../tests/clients"

if ! cmp -s package-lock.json node_modules/.installed-lock; then
    npm ci --no-audit --no-fund --loglevel=error
    cp package-lock.json node_modules/.installed-lock
fi

if ! cmp -s requirements.txt .venv/installed-requirements; then
    # `venv` alone needs Debian's python3-venv for its pip; virtualenv from PyPI brings its own.
    python3 -m venv .venv 2>/dev/null || {
        python3 -m pip install --quiet --user --break-system-packages virtualenv
        python3 -m virtualenv --quiet --clear .venv
    }
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
    cp requirements.txt .venv/installed-requirements
fi
