#!/bin/sh
# Builds the packages twice out of the commit that is checked out, in two directories and under two time zones, languages
# and umasks, and compares what comes out byte for byte. Usage: deploy/test/reproducible.sh [OTHER]; JAVA_HOME names a
# JDK 25. With OTHER, a tree in which the packages are built already, one build is made and compared with those. Words
# for Maven go into MAVEN_WORDS.
set -eu

root=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../.." && pwd)
other=${1:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if command -v mvn >/dev/null 2>&1; then maven=mvn; else maven=$root/mvnw; fi

# built DIRECTORY UMASK TIMEZONE LANGUAGE COUNTRY
built() (
    mkdir -p "$1"
    umask "$2"
    export TZ="$3" LC_ALL=C MAVEN_OPTS="-Duser.language=$4 -Duser.country=$5 ${MAVEN_OPTS:-}"
    git -C "$root" archive HEAD | tar -xf - --no-same-permissions -C "$1"
    cd "$1"
    # Words without spaces.
    # shellcheck disable=SC2086
    "$maven" -q -B -Pdist -Dmaven.test.skip=true -Dspotless.check.skip=true ${MAVEN_WORDS:-} package
)

# Turkish, for what makes small letters of great ones with the language of whoever builds.
built "$work/first" 077 Pacific/Kiritimati tr TR
if [ -z "$other" ]; then
    other=$work/a/second
    built "$other" 022 UTC en US
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
