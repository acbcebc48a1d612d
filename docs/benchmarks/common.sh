# What the benchmark scripts share; read by them, not run. Builds the test classes once and starts a measuring program.
set -eu

home=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../.." && pwd)
daemon=$home/daemon
classpath_file=$daemon/target/bench-classpath

major() {
    version=$("$1" -version 2>&1 | sed -n 's/.* version "\([0-9][0-9]*\).*/\1/p' | head -n 1) || version=
    echo "${version:-0}"
}

find_jdk() {
    for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/* "${HOME:-/root}"/.jdks/* "${HOME:-/root}"/.sdkman/candidates/java/*; do
        if [ -x "$candidate/bin/javac" ] && [ "$(major "$candidate/bin/java")" -ge 25 ]; then
            echo "$candidate"
            return
        fi
    done
    echo "no JDK of version 25 or later found; set JAVA_HOME" >&2
    exit 3
}

JAVA_HOME=$(find_jdk)
export JAVA_HOME

# The daemon's own options, read from the launcher so that the two never differ.
java_options=$(sed -n '/^exec /,$p' "$home/pgcairn" | grep -o -- '-X[^ ]*\|-Djdk[^ ]*\|--[a-z-]*=[A-Za-z-]*' | tr '\n' ' ')

build() {
    if [ -n "${SKIP_BUILD:-}" ] && [ -f "$classpath_file" ]; then return; fi
    if command -v mvn >/dev/null 2>&1; then maven=mvn; else maven=$home/mvnw; fi
    echo "building (SKIP_BUILD=1 leaves it out)" >&2
    (cd "$home" && "$maven" -q -B -pl daemon -am test-compile dependency:build-classpath \
        -Dmdep.outputFile=target/bench-classpath -Dmdep.includeScope=test) >&2
}

machine() {
    echo "date: $(date -u '+%Y-%m-%d %H:%M UTC'), commit $(cd "$home" && git rev-parse --short HEAD 2>/dev/null || echo unknown)"
    echo "machine: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) CPUs," \
        "$(awk '/MemTotal/ { printf "%.0f GB", $2 / 1e6 }' /proc/meminfo), $(uname -sr)"
    echo "load before: $(cut -d ' ' -f 1-3 /proc/loadavg)"
    echo "java: $("$JAVA_HOME/bin/java" -version 2>&1 | sed -n 2p), options $java_options"
}

# Runs a main class of the package of measurements with its words.
measure() {
    class=$1
    shift
    # Options are words without spaces.
    # shellcheck disable=SC2086
    (cd "$daemon" && "$JAVA_HOME/bin/java" ${own_options:-$java_options} \
        "-Dpgcairn.bench.java-options=$java_options ${BENCH_JAVA_OPTIONS:-}" -Dpgcairn.home="$home" \
        -cp "$daemon/target/test-classes:$daemon/target/classes:$(cat "$classpath_file")" \
        "io.pgcairn.daemon.bench.$class" "$@")
    echo
    echo "load after: $(cut -d ' ' -f 1-3 /proc/loadavg)"
}
