#!/bin/sh
# Time and memory of listing a large archive. Usage: docs/benchmarks/catalogue.sh [--segments N] [--backups N] [--latency MS]
# Makes an archive of objects of a byte each in the directory for temporary files, and removes it.
. "$(dirname -- "$0")/common.sh"
build
machine
measure CatalogueBench "$@"
