#!/bin/sh
# Two daemons on one host under a real systemd: the template unit, secrets that only a service sees, an upgrade while both
# run, remove, install again, purge. In a fresh Debian 12 with PostgreSQL 15 and without Java.
# Usage: deploy/test/services.sh DEB [BASE]; run as root, needs debootstrap, dpkg-deb and the network. BASE keeps the
# fresh Debian for the next time.
set -eu
deb=$(readlink -f "$1")
base=${2:-}
here=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd)
# shellcheck source=deploy/test/machine.sh
. "$here/machine.sh"
same() { [ "$2" = "$3" ] || fail "$1 is '$3', not '$2'"; echo "ok: $1: $3"; }
holds() { case $2 in *"$3"*) echo "ok: $1" ;; *) fail "$1: $2" ;; esac; }
lacks() { case $2 in *"$3"*) fail "$1: $2" ;; *) echo "ok: $1" ;; esac; }
state() { within systemctl show "$1" -p "$2" --value; }
is() { [ "$(state "$1" "$2")" = "$3" ]; }
sql() { within runuser -u postgres -- psql -qAt -p "$@"; }
pgcairn() { within pgcairn "$@" 2>&1; }

debian
boot
within pg_createcluster 15 two --port 5433 --start >/dev/null
within dpkg -i "/root/${deb##*/}" >/dev/null
for unit in pgcairn.service pgcairn@one.service pgcairn@two.service; do
    same "$unit after the installation" inactive "$(state "$unit" ActiveState)"
done

# --- One is set up by init, the other has its secrets where only root reads them ---
pgcairn init --yes --config /etc/pgcairn/one.yaml --cluster one >"$scratch/init" || fail "init: $(cat "$scratch/init")"
secrets=$tree/etc/pgcairn-secrets
install -d -m 0700 "$secrets"
pgcairn keygen --output /etc/pgcairn-secrets/identity >/dev/null
password=secret-of-the-server
token=secret-of-the-endpoint
sql 5433 -c "CREATE ROLE backup SUPERUSER LOGIN PASSWORD '$password'"
echo "127.0.0.1:5433:*:backup:$password" >"$secrets/pgpass"
chmod 0600 "$secrets"/*
cat >"$tree/etc/pgcairn/two.yaml" <<YAML
http:
  listen: 127.0.0.1:7412
  access:
    restore: { token_file: "credential:token" }
    admin: { token_file: "credential:token" }
clusters:
  two:
    postgres: { uri: "postgresql://backup@127.0.0.1:5433/postgres", passfile: "credential:pgpass" }
    encryption:
      recipients: [$(pgcairn keygen --public /etc/pgcairn-secrets/identity)]
      identities: ["credential:identity"]
    tiers:
      - { name: local, store: "file:///var/lib/pgcairn" }
YAML
drop_in() {
    mkdir -p "$tree/etc/systemd/system/pgcairn@two.service.d"
    { echo "[Service]"; for name in "$@"; do echo "LoadCredential=$name:/etc/pgcairn-secrets/$name"; done; } \
        >"$tree/etc/systemd/system/pgcairn@two.service.d/secrets.conf"
    within systemctl daemon-reload
}
refused() {
    ! within systemctl start pgcairn@two 2>/dev/null || fail "it starts $1"
    same "its state $1" failed "$(state pgcairn@two ActiveState)"
    same "its exit code $1" 3 "$(state pgcairn@two ExecMainStatus)"
    holds "its status says what to do $1" "$(state pgcairn@two StatusText)" "add LoadCredential=token:FILE to the unit"
}
refused "without credentials"
drop_in identity pgpass
refused "without one of them"
lacks "what was handed over is not complained of" "$(state pgcairn@two StatusText)" "LoadCredential=pgpass"

# systemd itself ends a service whose credential's file is not there, and tries again.
drop_in identity pgpass token
! within systemctl start pgcairn@two 2>/dev/null || fail "it starts without a credential's file"
same "its exit code without a credential's file" 243 "$(state pgcairn@two ExecMainStatus)"
echo "$token" >"$secrets/token"
chmod 0600 "$secrets/token"
await "it does not start once the file is there" is pgcairn@two ActiveState active
echo "ok: it starts by itself once the file is there"

# --- Both ---
within systemctl enable --now pgcairn@one 2>/dev/null
for name in one two; do
    same "pgcairn@$name" active "$(state "pgcairn@$name" ActiveState)"
    same "the socket of $name" "660 postgres" "$(within stat -c '%a %U' "/run/pgcairn-$name/pgcairn.sock")"
    holds "pgcairn@$name tells of its cluster" "$(state "pgcairn@$name" StatusText)" "1 cluster: $name"
done
answer() { within curl -s -o /dev/null -w '%{http_code}' "$@"; }
same "one's answer" 200 "$(answer http://127.0.0.1:7411/v1/status)"
same "two's answer without the token" 401 "$(answer http://127.0.0.1:7412/v1/status)"
same "two's answer with it" 200 "$(answer -H "Authorization: Bearer $token" http://127.0.0.1:7412/v1/status)"
said=$(within journalctl -u 'pgcairn@*' --no-pager; for pid in $(state pgcairn@two MainPID); do
    within cat "/proc/$pid/cmdline" "/proc/$pid/environ" | tr '\0' ' '; done; pgcairn config --config /etc/pgcairn/two.yaml)
lacks "no log, argument, variable or shown configuration has the password" "$said" "$password"
lacks "nor the token" "$said" "$token"
lacks "nor the key" "$said" AGE-SECRET-KEY
same "how much of the key its user can read" 0 "$(within runuser -u postgres -- cat /etc/pgcairn-secrets/identity 2>&1 |
    grep -c AGE-SECRET-KEY)"

sql 5433 -c "CREATE TABLE kept AS SELECT n FROM generate_series(1, 1000) n"
for name in one two; do
    holds "a backup of $name" "$(pgcairn backup --wait --config "/etc/pgcairn/$name.yaml")" "is committed"
done
holds "two lists its own" "$(pgcairn list --config /etc/pgcairn/two.yaml)" "any moment from"
within systemctl reload pgcairn@one pgcairn@two
within systemctl stop pgcairn@one
same "two while one is stopped" active "$(state pgcairn@two ActiveState)"
within systemctl start pgcairn@one

# --- An upgrade under way ---
dpkg-deb -R "$deb" "$scratch/newer"
sed -i 's/^Version: .*/Version: 99/' "$scratch/newer/DEBIAN/control"
dpkg-deb --root-owner-group -Znone -b "$scratch/newer" "$tree/root/newer.deb" >/dev/null
rm -rf "$scratch/newer"
sums() { within sh -c 'cd /etc/pgcairn && sha256sum ./*.yaml ./*.txt'; }
before=$(sums)
pids="$(state pgcairn@one MainPID) $(state pgcairn@two MainPID)"
echo "# changed by the operator" >>"$tree/etc/default/pgcairn"
within dpkg -i /root/newer.deb >"$scratch/upgrade" 2>&1 || fail "upgrade: $(cat "$scratch/upgrade")"
same "the version" 99 "$(within dpkg-query -W -f '${Version}' pgcairn)"
for name in one two; do
    same "pgcairn@$name after the upgrade" active "$(state "pgcairn@$name" ActiveState)"
    case " $pids " in *" $(state "pgcairn@$name" MainPID) "*) fail "pgcairn@$name was not restarted" ;; esac
    same "exit of pgcairn@$name before it" success "$(state "pgcairn@$name" Result)"
done
same "pgcairn.service, which did not run" inactive "$(state pgcairn.service ActiveState)"
same "the configurations and keys" "$before" "$(sums)" >/dev/null
holds "the operator's variables" "$(cat "$tree/etc/default/pgcairn")" "# changed by the operator"
echo "ok: configurations, keys and variables are what they were"

# What came in before and after the upgrade is restored.
sql 5433 -c "INSERT INTO kept SELECT n FROM generate_series(1001, 2000) n"
good=$(sql 5433 -c "SELECT count(*), sum(n) FROM kept")
lsn=$(sql 5433 -c "SELECT pg_current_wal_insert_lsn()")
sql 5433 -c "DELETE FROM kept"
restored=/var/lib/postgresql/restored
# Refused, without a byte written, until that position has arrived.
restored() { pgcairn restore --config /etc/pgcairn/two.yaml --to "$restored" --target-lsn "$lsn"; }
await "the WAL does not arrive" restored
within runuser -u postgres -- /usr/lib/postgresql/15/bin/pg_ctl -D "$restored" -l "$restored.log" -w -t 120 start \
    -o "-c config_file=/etc/postgresql/15/two/postgresql.conf -c data_directory=$restored -c external_pid_file= -p 5434" \
    >/dev/null || fail "the restored server: $(within tail -n 20 "$restored.log")"
promoted() { [ "$(sql 5434 -c 'SELECT pg_is_in_recovery()')" = f ]; }
await "recovery does not end: $(within tail -n 5 "$restored.log")" promoted
same "the rows that are restored" "$good" "$(sql 5434 -c "SELECT count(*), sum(n) FROM kept")"
within runuser -u postgres -- /usr/lib/postgresql/15/bin/pg_ctl -D "$restored" stop -m fast >/dev/null

# --- Remove, install again, purge ---
objects() { within find /var/lib/pgcairn -type f -path '*/backups/*' | sort; }
kept=$(objects)
[ -n "$kept" ] || fail "there is no backup to keep"
within dpkg -r pgcairn >"$scratch/remove" 2>&1 || fail "remove: $(cat "$scratch/remove")"
for name in one two; do same "pgcairn@$name after remove" inactive "$(state "pgcairn@$name" ActiveState)"; done
same "processes after remove" "" "$(within pgrep -f io.pgcairn || true)"
same "the configurations and keys after remove" "$before" "$(sums)" >/dev/null
[ "$kept" = "$(objects)" ] || fail "remove changed the store"
echo "ok: remove ended both and left the store, configurations and keys"
within dpkg -i /root/newer.deb >/dev/null
within systemctl start pgcairn@one pgcairn@two
holds "backups after installing again" "$(pgcairn list --config /etc/pgcairn/two.yaml)" "any moment from"
within dpkg -P pgcairn >"$scratch/purge" 2>&1 || fail "purge: $(cat "$scratch/purge")"
for directory in /etc/pgcairn /var/lib/pgcairn; do
    holds "purge says that it leaves $directory" "$(cat "$scratch/purge")" "$directory is left as it is"
done
[ -n "$(objects)" ] || fail "purge took the backups"
same "the configurations and keys after purge" "$before" "$(sums)" >/dev/null
[ ! -e "$tree/etc/default/pgcairn" ] || fail "purge left /etc/default/pgcairn"
[ ! -e "$tree/var/cache/pgcairn" ] || fail "purge left /var/cache/pgcairn"
slots=$(sql 5432 -c "SELECT count(*) FROM pg_replication_slots"; sql 5433 -c "SELECT count(*) FROM pg_replication_slots")
echo "slots on the servers after purge: $(echo "$slots" | tr '\n' ' ')"
echo "all is well"
