#!/bin/sh
# Does what a new user does in the first five minutes, by the documents and the clock: in a fresh Debian 12 with its own
# systemd and PostgreSQL 15, without Java, the package is installed, `pgcairn init` run, a backup taken, rows deleted and
# brought back. Writes the transcript, and fails if any command does, if rows are missing, or after five minutes.
# Usage: deploy/test/first-five-minutes.sh DEB [TRANSCRIPT [BASE]]; run as root, needs debootstrap and the network.
# TRANSCRIPT is docs/first-five-minutes-transcript.md by default. BASE keeps the fresh Debian for the next time.
set -eu
deb=$(readlink -f "$1")
here=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd)
transcript=$(readlink -m "${2:-$here/../../docs/first-five-minutes-transcript.md}")
base=${3:-}
# shellcheck source=deploy/test/machine.sh
. "$here/machine.sh"
debian
boot
within runuser -u postgres -- createdb shop
within runuser -u postgres -- psql -q shop -c "CREATE TABLE orders (id int PRIMARY KEY, item text);
    INSERT INTO orders SELECT n, 'item ' || n FROM generate_series(1, 200000) n"

# --- The user ---
body=$scratch/body
times=$scratch/times
: >"$body"
: >"$times"
now() { date +%s%N; }
seconds() { awk -v from="$1" -v to="$2" 'BEGIN { printf "%.1f", (to - from) / 1e9 }'; }
# A heading, how it is timed, and what the reader is told.
chapter() { printf '\n## %s\n\n%s\n' "$1" "$2" >>"$body"; heading=$1; }
# run USER EXPECTED COMMAND: as one types it; EXPECTED are the exit codes that are well.
run() {
    sign='#'
    [ "$1" = root ] || sign='$'
    printf '\n```console\n%s@db1:~%s %s\n' "$1" "$sign" "$3" >>"$body"
    from=$(now)
    code=0
    # shellcheck disable=SC2024
    within runuser -l "$1" -c "$3" >"$scratch/out" 2>&1 || code=$?
    took=$(seconds "$from" "$(now)")
    sed 's/.*\r//; s/[[:space:]]*$//' "$scratch/out" >>"$body"
    # shellcheck disable=SC2016
    printf '```\n\n%s s%s\n' "$took" "$([ "$code" = 0 ] || printf ', exit code %s' "$code")" >>"$body"
    # shellcheck disable=SC2016
    printf '| %s | `%s` | %s |\n' "$heading" "$(printf '%s' "$3" | cut -c 1-70 | sed 's/|/\\|/g')" "$took" >>"$times"
    printf "%s s: %s\n" "$took" "$3" >&2
    case " $2 " in *" $code "*) return ;; esac
    { cat "$scratch/out" >&2; within journalctl -u pgcairn --no-pager -n 30 >&2; fail "'$3' ended with $code"; }
}

load=$(cut -d ' ' -f 1 /proc/loadavg)
begun=$(now)
chapter "Install" "The package brings its own Java. It starts nothing."
run root 0 "apt-get install -y -q ./${deb##*/}"
run root 0 "pgcairn --version"

chapter "Set up" "Return takes what stands in brackets; \`--yes\` is Return to every question."
run root 0 "pgcairn init --yes"
run root 0 "ls -l /etc/pgcairn"

chapter "Start" "The daemon runs as \`postgres\`, under systemd."
run root 0 "systemctl enable --now pgcairn"
run root 0 "systemctl status pgcairn --no-pager --lines=0"

chapter "Back up" "The first backup comes by itself after ten minutes. It need not be waited for."
run root 0 "pgcairn backup --wait"
run root "0 1" "pgcairn check"
run root 0 "pgcairn list"
run root 0 "curl -s http://127.0.0.1:7411/ | sed 's/<[^>]*>/\\n/g' | grep -A 4 'You can restore'"

chapter "Lose rows" "A moment that is good, and then a mistake."
count="psql -Atc \"SELECT count(*), md5(string_agg(id || item, ',' ORDER BY id)) FROM orders\""
run postgres 0 "psql shop -c \"INSERT INTO orders VALUES (200001, 'the last good one')\""
run postgres 0 "$count shop"
good=$(cat "$scratch/out")
run postgres 0 "psql -Atc 'SELECT now()'"
moment=$(cat "$scratch/out")
run postgres 0 "psql shop -c 'DELETE FROM orders WHERE id > 1000'"

chapter "Restore" "Beside the server that runs, as \`postgres\`, to the moment before the mistake. That the moment is reached
PostgreSQL learns from a transaction behind it; its WAL is in the store after five seconds, so a plan is asked for until
then."
run postgres 0 "until pgcairn restore --to /var/lib/postgresql/restored --target-time '$moment' --dry-run; do sleep 2; done"
run postgres 0 "pgcairn restore --to /var/lib/postgresql/restored --target-time '$moment'"
command=$(sed -n 's/^start it with: //p' "$scratch/out")
[ -n "$command" ] || fail "restore does not tell how to start what it restored"
run postgres 0 "$command"
run postgres 0 "until psql -p 5433 -Atc 'SELECT pg_is_in_recovery()' | grep -q f; do sleep 1; done"
run postgres 0 "$count 'port=5433 dbname=shop'"
ended=$(now)
[ "$good" = "$(cat "$scratch/out")" ] || fail "rows differ: $good and $(cat "$scratch/out")"
run postgres 0 "/usr/lib/postgresql/15/bin/pg_ctl -D /var/lib/postgresql/restored stop"

chapter "Afterwards" "What is done in the weeks after: a drill, another setting, the end."
run root 0 "pgcairn drill --target latest"
run root 0 "sed -i 's/window: .*/window: 30d/' /etc/pgcairn/pgcairn.yaml && systemctl reload pgcairn && sleep 2"
run root 0 "pgcairn config | grep window"
run root 0 "pgcairn status"
run root 0 "journalctl -u pgcairn --no-pager -o cat | tail -n 12"
within journalctl -u pgcairn --no-pager >"$scratch/journal"
! grep "reception only permitted" "$scratch/journal" || fail "a drill's server speaks to systemd in the daemon's place"
strangers=$(within find /var/lib/pgcairn /var/lib/postgresql/restored ! -user postgres)
[ -z "$strangers" ] || fail "not of postgres: $strangers"
run root 0 "systemctl stop pgcairn"
run root 0 "systemctl show pgcairn -p Result -p ExecMainStatus"

total=$(seconds "$begun" "$ended")
echo "$total s from the package to the compared rows" >&2
[ "${total%.*}" -lt 300 ] || fail "that is more than five minutes"
{
    cat <<TEXT
# The first five minutes: a transcript

Written by \`deploy/test/first-five-minutes.sh\` on $(date -u +%Y-%m-%d): a fresh Debian 12 with its own systemd and PostgreSQL 15,
no Java, and a table of 200,000 rows. Each command is run as it stands; below it is what it printed, and how long it took on
$(nproc) cores with a load of $load when it began. The [guide](first-five-minutes.md) tells what it means.

**$total seconds from the package to the compared rows**, reading and thinking not counted.

| step | command | seconds |
| --- | --- | --- |
TEXT
    cat "$times" "$body"
} >"$transcript"
