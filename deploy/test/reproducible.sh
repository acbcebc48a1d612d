#!/bin/sh
# Builds the packages twice, in two directories, out of the commit that is checked out, and compares what comes out byte
# for byte. Usage: deploy/test/reproducible.sh [OTHER]; JAVA_HOME names a JDK 25. With OTHER, a tree in which the
# packages are built already, one build is made and compared with those. Words for Maven go into MAVEN_WORDS.
set -eu

root=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../.." && pwd)
other=${1:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if command -v mvn >/dev/null 2>&1; then maven=mvn; else maven=$root/mvnw; fi

built() {
    mkdir -p "$1"
    git -C "$root" archive HEAD | tar -xf - -C "$1"
    # Words without spaces.
    # shellcheck disable=SC2086
    (cd "$1" && "$maven" -q -B -Pdist -Dmaven.test.skip=true -Dspotless.check.skip=true ${MAVEN_WORDS:-} package)
}

built "$work/first"
if [ -z "$other" ]; then
    other=$work/a/second
    built "$other"
fi

differ=0
for pattern in 'daemon/target/pgcairn/lib/pgcairn-*.jar' 'deploy/target/pgcairn-*-linux-amd64.tar.gz' \
    'deploy/target/pgcairn_*_amd64.deb' 'deploy/target/pgcairn.cdx.json' 'deploy/target/THIRD-PARTY.txt'; do
    for file in "$work/first"/$pattern; do
        name=${file#"$work/first/"}
        if cmp -s "$file" "$other/$name"; then
            echo "same: $(sha256sum <"$file" | cut -c 1-64)  $name"
        else
            echo "DIFFERENT: $name"
            differ=1
        fi
    done
done
[ "$differ" = 0 ] && echo "all is the same"
exit "$differ"
