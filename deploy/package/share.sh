#!/bin/sh
# Makes what the program tells of itself. Usage: share.sh TARGET DATE CLASSPATH
# TARGET/share takes the manual page and bash's completion; TARGET/runtime has to be there.
set -eu
target=$1
date=$2
classpath=$3

pgcairn() {
    "$target/runtime/bin/java" @"$(dirname "$0")/../java.options" -cp "$classpath" io.pgcairn.daemon.Main "$@"
}

rm -rf "$target/share" "$target/gzip"
mkdir -p "$target/share/man/man1" "$target/share/bash-completion/completions" "$target/share/doc/pgcairn" "$target/gzip"
pgcairn man --date "$date" >"$target/share/man/man1/pgcairn.1"
# Bash reads it and never runs it.
pgcairn completion bash | sed '1{/^#!/d}' >"$target/share/bash-completion/completions/pgcairn"
if [ ! -f "$target/pgcairn.cdx.json" ]; then
    echo "there is no bill of materials: the plugin that makes it does nothing where Maven is offline (-o)" >&2
    exit 1
fi
cp "$target/THIRD-PARTY.txt" "$target/pgcairn.cdx.json" "$target/share/doc/pgcairn/"

# Debian has these compressed, without a name and a time in them.
gzip -9nc "$target/share/man/man1/pgcairn.1" >"$target/gzip/pgcairn.1.gz"
gzip -9nc "$(dirname "$0")/debian/changelog" >"$target/gzip/changelog.gz"
