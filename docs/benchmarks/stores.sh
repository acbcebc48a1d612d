#!/bin/sh
# MB/s, CPU seconds and memory of storing and fetching, store by store, and the requests that they take.
# Usage: docs/benchmarks/stores.sh [--megabytes N] [--rounds N] [--seconds N] [--only local,s3proxy,s3mock,gcs,azure]
# Ends within the seconds (630) and a little; rounds that do not fit are left out and said.
# Needs room on the disk for six times the megabytes, in the directory for temporary files.
. "$(dirname -- "$0")/common.sh"
build
machine
# This process only starts others and counts requests; the measured ones get the launcher's options.
own_options="-Xmx2g --enable-native-access=ALL-UNNAMED"
measure StoresBench "$@"
