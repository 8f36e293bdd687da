# `just` lists the recipes.
default:
    @just --list

# Run the development server in the foreground.
dev:
    ./selfdb.sh quick

# All checks and tests.
test *what:
    ./run_tests.sh {{what}}

# Format and clippy only.
lint:
    cargo fmt --all --check
    cargo clippy --all-targets --locked -- -D warnings

# Print the OpenAPI document.
openapi:
    cargo run --quiet --locked -- openapi

# Rewrite the console's API reference from a running server.
reference:
    python3 scripts/generate_api_reference.py

# Bring an external database to this release's schema.
migrate:
    cargo run --quiet --locked -- migrate

# Build the console into frontend/dist.
console:
    scripts/build-console.sh

# Browser tests of the console.
e2e:
    npm run --prefix frontend e2e

# Measure requests per second on a release build.
bench:
    benches/http.sh

# Start an environment in the background.
up env="dev":
    ./selfdb.sh up {{env}}

# Stop an environment.
down env="dev":
    ./selfdb.sh down {{env}}

# What continuous integration runs.
ci:
    .ci/run
