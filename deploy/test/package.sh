#!/bin/sh
# Installs, upgrades, removes and purges the Debian package in a Debian 12 of its own, without Java, and looks at what is
# there. Usage: deploy/test/package.sh DEB [DIRECTORY]; run as root, needs debootstrap, dpkg-deb and the network.
# DIRECTORY takes the Debian and is used again where it has one; this package is purged from it.
set -eu
deb=$1
tree=${2:-}
scratch=$(mktemp -d)
trap 'umount "${tree:-/none}/proc" 2>/dev/null || true; rm -rf --one-file-system "$scratch"' EXIT
[ -n "$tree" ] || tree=$scratch/tree
[ -d "$tree/usr" ] || debootstrap --variant=minbase bookworm "$tree" >"$scratch/debootstrap.log"

inside() { chroot "$tree" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"; }
fail() { echo "FAILED: $*" >&2; exit 1; }
same() { [ "$2" = "$3" ] || fail "$1 is '$3', not '$2'"; echo "ok: $1: $3"; }
holds() { case $2 in *"$3"*) echo "ok: $1" ;; *) fail "$1: $2" ;; esac; }
id_of() { grep '^postgres:' "$tree/etc/$1" | cut -d : -f 3; }

# Java finds its libraries by way of /proc.
mount -t proc proc "$tree/proc"

command="$(inside sh -c 'command -v java || echo none')"
same "Java on the host" none "$command"

cp "$deb" "$tree/tmp/pgcairn.deb"
inside apt-get install -q -y --no-install-recommends adduser curl >/dev/null
inside dpkg -i /tmp/pgcairn.deb
holds "it tells its version" "$(inside pgcairn --version)" "pgcairn "
holds "it helps" "$(inside pgcairn --help)" "Exit codes:"
[ -n "$(id_of passwd)" ] || fail "there is no user postgres"
for directory in /var/lib/pgcairn /var/cache/pgcairn; do
    same "owner of $directory" "750 $(id_of passwd):$(id_of group)" "$(stat -c '%a %u:%g' "$tree$directory")"
done
same "owner of /etc/pgcairn" "750 0:$(id_of group)" "$(stat -c '%a %u:%g' "$tree/etc/pgcairn")"
[ -f "$tree/usr/lib/pgcairn/aot/pgcairn.aot" ] || fail "there is no cache"
alerts=$(sed -n 's/^  - \(\/.*alerts[.]yml\)$/\1/p' "$tree/usr/share/doc/pgcairn/prometheus/pgcairn.yml")
[ -n "$alerts" ] || fail "the piece of prometheus.yml names no alerts"
[ -f "$tree$alerts" ] || fail "the piece of prometheus.yml names $alerts, which is not there"
[ -z "$(find "$tree/etc/systemd" -name 'pgcairn*')" ] || fail "a unit is enabled"

inside pgcairn keygen --output /etc/pgcairn/identity.txt
cat >"$tree/etc/pgcairn/pgcairn.yaml" <<EOF
clusters:
  main:
    postgres: { uri: "postgresql://postgres@127.0.0.1:1/postgres" }
    encryption: { recipients: [$(inside pgcairn keygen --public /etc/pgcairn/identity.txt)] }
    tiers:
      - { name: near, store: "file:///var/lib/pgcairn" }
EOF
list() { inside pgcairn list --config /etc/pgcairn/pgcairn.yaml 2>&1; }
holds "it lists" "$(list)" "no backup yet"
echo stone >"$tree/var/lib/pgcairn/kept"

told=$(inside pgcairn --version)
# A cache that does not fit is passed over without a word.
echo damaged >"$tree/usr/lib/pgcairn/aot/pgcairn.aot"
same "answer with a damaged cache" "$told" "$(inside pgcairn --version 2>&1)"

dpkg-deb -R "$deb" "$scratch/newer"
sed -i 's/^Version: .*/Version: 99/' "$scratch/newer/DEBIAN/control"
dpkg-deb --root-owner-group -Znone -b "$scratch/newer" "$tree/tmp/newer.deb" >/dev/null
inside dpkg -i /tmp/newer.deb
same "version after the upgrade" 99 "$(inside dpkg-query -W -f '${Version}' pgcairn)"
holds "it lists after the upgrade" "$(list)" "no backup yet"

inside dpkg -r pgcairn
[ -f "$tree/etc/default/pgcairn" ] || fail "remove took /etc/default/pgcairn"
[ ! -e "$tree/usr/lib/pgcairn" ] || fail "remove left /usr/lib/pgcairn: $(find "$tree/usr/lib/pgcairn" | head -n 5)"
same "the store after remove" stone "$(cat "$tree/var/lib/pgcairn/kept")"
inside dpkg -P pgcairn
[ ! -e "$tree/etc/default/pgcairn" ] || fail "purge left /etc/default/pgcairn"
[ ! -e "$tree/var/cache/pgcairn" ] || fail "purge left /var/cache/pgcairn"
same "the store after purge" stone "$(cat "$tree/var/lib/pgcairn/kept")"
[ -f "$tree/etc/pgcairn/identity.txt" ] || fail "purge took a key"
rm -rf "$tree/var/lib/pgcairn" "$tree/etc/pgcairn" "$tree/tmp/pgcairn.deb" "$tree/tmp/newer.deb"
echo "all is well"
