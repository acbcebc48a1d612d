#!/bin/sh
# MB/s of intake from a backlog held by slots. Usage: docs/benchmarks/intake.sh [--megabytes N] [--rounds N]
# Needs room on the disk for twice the backlog, in the directory for temporary files.
. "$(dirname -- "$0")/common.sh"
build
machine
measure IntakeBench "$@"
