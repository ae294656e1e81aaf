#!/usr/bin/env bash
# Changes specs at random, for so many seconds: tests/fuzz.sh [SECONDS [SEED]]. Findings are in target/fuzz.
set -euo pipefail
cd "$(dirname "$0")/.."
exec cargo run --release --locked --quiet -p speccast-tests --example fuzz -- "${1:-60}" "${2:-1}"
