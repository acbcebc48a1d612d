#!/bin/sh
# Makes the Debian package out of the tarball. Usage: deb.sh TARGET VERSION TIMESTAMP; needs dpkg-deb.
# The same tarball gives the same bytes: every file bears the timestamp, everything belongs to root.
set -eu
target=$1
version=$(printf '%s' "$2" | sed 's/-SNAPSHOT$/~SNAPSHOT/')
stamp=$(date -u -d "$3" +%s)
here=$(CDPATH='' cd -P -- "$(dirname -- "$0")/debian" && pwd)
root=$target/deb
umask 022

rm -rf "$root"
install -d "$root/DEBIAN" "$root/usr/lib/pgcairn" "$root/usr/bin" "$root/usr/share/man/man1" "$root/etc/default" \
    "$root/lib/systemd/system"
tar -xzf "$target/pgcairn-$2-linux-amd64.tar.gz" --no-same-owner --strip-components=1 -C "$root/usr/lib/pgcairn"

# What Debian keeps elsewhere.
share=$root/usr/lib/pgcairn/share
find "$share" -path '*/systemd/*.service' -exec mv {} "$root/lib/systemd/system/" \;
mv "$share/bash-completion" "$share/doc" "$root/usr/share/"
rm -rf "$share" "$root/usr/share/doc/pgcairn/LICENSE"
install -m 0644 "$target/gzip/pgcairn.1.gz" "$root/usr/share/man/man1/"
install -m 0644 "$target/gzip/changelog.gz" "$here/copyright" "$root/usr/share/doc/pgcairn/"
install -m 0644 "$here/default" "$root/etc/default/pgcairn"
install -D -m 0644 "$here/lintian-overrides" "$root/usr/share/lintian/overrides/pgcairn"
ln -s ../lib/pgcairn/bin/pgcairn "$root/usr/bin/pgcairn"

size=$(du -sk --apparent-size "$root" | cut -f 1)
sed "s/@VERSION@/$version/; s/@SIZE@/$size/" "$here/control/control" >"$root/DEBIAN/control"
for script in postinst prerm postrm; do install -m 0755 "$here/control/$script" "$root/DEBIAN/$script"; done
echo /etc/default/pgcairn >"$root/DEBIAN/conffiles"
(cd "$root" && find usr lib -type f | LC_ALL=C sort | xargs -d '\n' md5sum) >"$root/DEBIAN/md5sums"

find "$root" -exec touch -h -d "@$stamp" {} +
SOURCE_DATE_EPOCH=$stamp dpkg-deb --root-owner-group -Zgzip --build "$root" "$target/pgcairn_${2}_amd64.deb" >/dev/null
rm -rf "$root"
