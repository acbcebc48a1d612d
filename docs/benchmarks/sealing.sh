#!/bin/sh
# MB of WAL that one CPU second seals. Usage: docs/benchmarks/sealing.sh [--rounds N] [--segments N]
. "$(dirname -- "$0")/common.sh"
build
machine
measure SealingBench --work "$daemon/target/bench" "$@"
