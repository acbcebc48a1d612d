#!/bin/sh
# How long pgcairn takes to start, with and without the cache of classes. Usage: docs/benchmarks/startup.sh [HOME]
# HOME is an installed or unpacked package; without it the tarball in deploy/target is unpacked, which has to be built
# before (docs/install.md). Needs Debian's time and, for the daemon, curl. RUNS=N counts N runs of each, 7 unless told.
set -eu

root=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../.." && pwd)
runs=${RUNS:-7}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

installed=${1:-}
if [ -z "$installed" ]; then
    installed=$work/home
    mkdir "$installed"
    tar -xzf "$root"/deploy/target/pgcairn-*-linux-amd64.tar.gz --no-same-owner --strip-components=1 -C "$installed"
    "$installed/bin/pgcairn-aot-cache"
fi
[ -f "$installed/aot/pgcairn.aot" ] || { echo "no cache in $installed/aot: run $installed/bin/pgcairn-aot-cache" >&2; exit 2; }

# An HTTP port that nothing listens on is taken from a process that ends at once.
port=${PORT:-7499}
"$installed/bin/pgcairn" keygen --output "$work/key" 2>/dev/null
cat >"$work/pgcairn.yaml" <<END
http: { listen: 127.0.0.1:$port }
clusters:
  main:
    postgres: { uri: "postgresql://postgres@127.0.0.1:1/postgres" }
    encryption: { recipients: [$("$installed/bin/pgcairn" keygen --public "$work/key")], identities: [$work/key] }
    tiers:
      - { name: near, store: "file://$work/store" }
END
mkdir "$work/store"

# Runs its words and appends user seconds, system seconds, seconds by the clock and KiB resident to a file.
timed() {
    figures=$1
    shift
    /usr/bin/time -a -o "$figures" -f '%U %S %e %M' "$@" >"$work/out" 2>&1 || { cat "$work/out" >&2; exit 1; }
}

# Starts the daemon, waits until it answers, and ends it.
until_healthy() {
    "$@" daemon --config "$work/pgcairn.yaml" >"$work/daemon.log" 2>&1 &
    daemon=$!
    begun=$(date +%s%N)
    until curl -sf "http://127.0.0.1:$port/healthz" >/dev/null 2>&1; do
        kill -0 "$daemon" 2>/dev/null || { tail -n 5 "$work/daemon.log" >&2; exit 1; }
        sleep 0.02
    done
    ended=$(date +%s%N)
    # User and system time in hundredths of a second, of the process itself.
    cpu=$(awk '{ sub(/.*\) /, ""); print $12, $13 }' "/proc/$daemon/stat")
    resident=$(awk '/VmHWM/ { print $2 }' "/proc/$daemon/status")
    kill "$daemon"
    wait "$daemon" || true
    echo "$cpu $begun $ended $resident" |
        awk '{ printf "%.2f %.2f %.2f %d\n", $1 / 100, $2 / 100, ($4 - $3) / 1e9, $5 }'
}

# The middle of a column; the number of runs should be odd.
median() { awk "{ print $2 }" "$1" | sort -n | awk '{ line[NR] = $1 } END { print line[int((NR + 1) / 2)] }'; }
row() {
    printf '| %s | %s | %.2f | %.2f | %.0f |\n' "$1" "$2" "$(median "$3" '$1 + $2')" "$(median "$3" '$3')" \
        "$(median "$3" '$4 / 1024')"
}

echo "date: $(date -u '+%Y-%m-%d %H:%M UTC'), version: $("$installed/bin/pgcairn" --version | head -n 1)"
echo "machine: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) CPUs, $(uname -sr)"
echo "load before: $(cut -d ' ' -f 1-3 /proc/loadavg); medians of $runs runs, after one that does not count"
echo
echo '| what | cache | CPU seconds | seconds by the clock | MiB resident |'
echo '| --- | --- | --: | --: | --: |'
for what in "--help" "list --config $work/pgcairn.yaml" daemon; do
    for cache in with without; do
        if [ "$cache" = with ]; then option=; else option=-XX:AOTCache=$work/none.aot; fi
        file=$work/figures
        counted=0
        rm -f "$file"
        while [ "$counted" -le "$runs" ]; do
            [ "$counted" -ne 1 ] || rm -f "$file"
            if [ "$what" = daemon ]; then
                PGCAIRN_JAVA_OPTS=$option until_healthy "$installed/bin/pgcairn" >>"$file"
            else
                # A verb is several words.
                # shellcheck disable=SC2086
                PGCAIRN_JAVA_OPTS=$option timed "$file" "$installed/bin/pgcairn" $what
            fi
            counted=$((counted + 1))
        done
        case $what in
            daemon) name="daemon, until /healthz answers" ;;
            *) name=${what%% *} ;;
        esac
        row "$name" "$cache" "$file"
    done
done
echo
echo "load after: $(cut -d ' ' -f 1-3 /proc/loadavg)"
