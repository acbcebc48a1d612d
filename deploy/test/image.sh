#!/bin/sh
# Builds the image by its recipe with buildah, without a daemon and without a registry: a Debian 12 made by debootstrap
# stands in for the one that the recipe names. Then runs in it what an operator would first.
# Usage: deploy/test/image.sh TARBALL [BASE]; run as root, needs buildah, debootstrap and the network. BASE is a minimal
# Debian 12 to be used, or to be made there.
set -eu
tarball=$(readlink -f "$1")
here=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../.." && pwd)
work=$(mktemp -d)
base=${2:-$work/base}
container=
fail() { echo "FAILED: $*" >&2; exit 1; }
images() { buildah --root "$work/images" --runroot "$work/run" --storage-driver vfs "$@"; }
clean() {
    [ -z "$container" ] || images rm "$container" >/dev/null 2>&1 || true
    rm -rf --one-file-system "$work"
}
trap clean EXIT

[ -d "$base/usr" ] || debootstrap --variant=minbase bookworm "$base" >"$work/debootstrap.log" 2>&1 ||
    fail "debootstrap: $(tail -n 3 "$work/debootstrap.log")"
container=$(images from scratch)
images add --quiet "$container" "$base" / >/dev/null
images commit --quiet "$container" docker.io/library/debian:12-slim >/dev/null
images rm "$container" >/dev/null

mkdir -p "$work/context/deploy/target"
cp "$tarball" "$work/context/deploy/target/"
images bud --pull-never --isolation chroot --format docker -f "$here/deploy/oci/Containerfile" -t pgcairn "$work/context" \
    >"$work/build.log" 2>&1 || fail "the image is not built: $(tail -n 20 "$work/build.log")"
container=$(images from --pull-never localhost/pgcairn)
images run --isolation chroot "$container" -- sh -eu -c '
    [ "$(id -un)" = postgres ]
    pgcairn --version
    [ -s /usr/lib/pgcairn/aot/pgcairn.aot ]
    cd /tmp
    pgcairn keygen --output key 2>/dev/null
    cat >/etc/pgcairn/pgcairn.yaml <<YAML
clusters:
  main:
    postgres: { uri: "postgresql://postgres@127.0.0.1:1/postgres" }
    encryption: { recipients: [$(pgcairn keygen --public key)] }
    tiers: [{ name: near, store: "file:///var/lib/pgcairn" }]
YAML
    PGCAIRN_HTTP__LISTEN=127.0.0.1:17411
    export PGCAIRN_HTTP__LISTEN
    pgcairn list
    pgcairn daemon >daemon.log 2>&1 &
    tries=0
    until curl -fs http://127.0.0.1:17411/healthz; do
        tries=$((tries + 1))
        [ "$tries" -lt 240 ] || { cat daemon.log; exit 1; }
        sleep 0.5
    done
    kill -TERM $!
    wait $!' || fail "what runs in the image ended with $?"
images inspect --type image localhost/pgcairn | grep -q '"Healthcheck"' || fail "the image has no check of its health"
echo "all is well"
