#!/bin/sh
# Resident memory of the daemon, idle and busy. Usage: docs/benchmarks/memory.sh [--seconds N]
. "$(dirname -- "$0")/common.sh"
build
# The launcher builds the program only where it was never built, and what is measured is what is here now.
if [ -z "${SKIP_BUILD:-}" ]; then
    (cd "$home" && "$maven" -q -B -DskipTests package) >&2
fi
machine
measure MemoryBench "$@"
