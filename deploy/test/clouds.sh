#!/bin/sh
# Backs up to S3, Azure and Google through the packaged Java: a module that its runtime lacks shows only there. The
# tarball is unpacked, and with each store over TLS a daemon streams, `check`, `backup`, `list` and `restore` run, and the
# restored server's rows are compared; then each kind of store is asked for without credentials.
# Usage: deploy/test/clouds.sh TARBALL [TREE]; run as root, needs PostgreSQL 15, curl, openssl, perl and a JDK 25
# (JAVA_HOME) for S3Proxy. The stores are those of the tests in TREE, by default this one, in which they have run:
# S3Proxy's jars, Azurite from npm (AZURITE names another place of its `azurite` directory), fake-gcs-server from the
# user's cache. One that is not there is left out, and said.
set -eu
tarball=$(readlink -f "$1")
tree=$(readlink -f "${2:-$(dirname -- "$0")/../..}")
servers=$tree/storage-backends/servers
azurite=${AZURITE:-$servers/target/npm/node_modules/azurite}
fake_gcs=$(find "$HOME/.cache/pgcairn" -name fake-gcs-server -type f 2>/dev/null | sort | tail -n 1)
postgres=/usr/lib/postgresql/15/bin
work=$(mktemp -d)
home=$work/pgcairn
server=
daemon=
tested=0

ended() { [ -z "$1" ] || { kill -TERM "$1" 2>/dev/null || true; wait "$1" 2>/dev/null; }; }
clean() {
    ended "$daemon" || true
    ended "$server" || true
    for data in "$work"/restored-* "$work/data"; do
        [ ! -f "$data/postmaster.pid" ] || as_postgres "$postgres/pg_ctl" -D "$data" -m immediate stop >/dev/null 2>&1 || true
    done
    [ -n "${KEEP:-}" ] || rm -rf "$work"
}
trap clean EXIT
trap 'exit 130' INT TERM
fail() { echo "FAILED: $*" >&2; exit 1; }
as_postgres() { setpriv --reuid=postgres --regid=postgres --init-groups env -i PATH=/usr/bin:/bin HOME="$work" LANG=C.UTF-8 "$@"; }
pgcairn() { as_postgres "$home/bin/pgcairn" "$@"; }
port() { perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1")->sockport'; }
# await WHAT CONDITION…: two minutes at most.
await() {
    what=$1
    shift
    tries=0
    until "$@" >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ "$tries" -lt 240 ] || fail "$what"
        sleep 0.5
    done
}
sql() { as_postgres psql -qAt -h "$work" -d postgres "$@"; }
# A class or a library that is not there has many names.
whole() {
    ! grep -E 'NoClassDefFound|ClassNotFound|NoSuchMethodError|UnsatisfiedLink|module not found|ServiceConfiguration|NoSuchAlgorithm|NoSuchProvider' "$@" ||
        fail "the packaged Java lacks something"
}

# --- The program, a server, and an authority for certificates ---
chmod 0755 "$work"
mkdir "$home"
tar -xzf "$tarball" --strip-components=1 -C "$home"
for directory in data keys cache; do install -d -m 0700 -o postgres "$work/$directory"; done
as_postgres "$postgres/initdb" -D "$work/data" -A trust >/dev/null
source_port=$(port)
cat >>"$work/data/postgresql.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$work'
port = $source_port
CONF
chown postgres "$work"
as_postgres "$postgres/pg_ctl" -D "$work/data" -l "$work/server.log" -w start >/dev/null || fail "$(cat "$work/server.log")"
pgcairn keygen --output "$work/keys/identity" 2>/dev/null
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=test authority" -keyout "$work/ca.key" -out "$work/ca.pem" 2>/dev/null
openssl req -newkey rsa:2048 -nodes -subj "/CN=localhost" -keyout "$work/tls.key" -out "$work/tls.csr" 2>/dev/null
echo "subjectAltName = DNS:localhost, IP:127.0.0.1" >"$work/tls.ext"
openssl x509 -req -in "$work/tls.csr" -CA "$work/ca.pem" -CAkey "$work/ca.key" -CAcreateserial -days 2 \
    -extfile "$work/tls.ext" -out "$work/tls.pem" 2>/dev/null
openssl pkcs12 -export -inkey "$work/tls.key" -in "$work/tls.pem" -passout pass:pgcairn -out "$work/tls.p12"
chmod 0644 "$work/ca.pem"
# secret NAME: a file of that name that only the daemon's user reads, from what comes in.
secret() { cat >"$work/keys/$1" && chown postgres "$work/keys/$1" && chmod 0400 "$work/keys/$1"; }

# configuration NAME STORE OPTIONS
configuration() {
    endpoint_port=$(port)
    cat >"$work/$1.yaml" <<YAML
http: { listen: "127.0.0.1:$endpoint_port" }
clusters:
  main:
    postgres: { uri: "postgresql://postgres@/postgres?host=$work&port=$source_port" }
    encryption:
      recipients: [$("$home/bin/pgcairn" keygen --public "$work/keys/identity")]
      identities: [$work/keys/identity]
    tiers: [{ name: far, store: "$2", options: { $3 } }]
YAML
}
is_ready() { curl -sf "http://127.0.0.1:$endpoint_port/readyz"; }
is_promoted() { [ "$(sql -p "$restored_port" -c "SELECT pg_is_in_recovery()")" = f ]; }
# proven NAME STORE OPTIONS: a backup there, and its restore.
proven() {
    name=$1
    configuration "$@"
    # The shell becomes the daemon, so that signals reach it.
    (exec setpriv --reuid=postgres --regid=postgres --init-groups env -i PATH=/usr/bin:/bin HOME="$work" \
        "$home/bin/pgcairn" daemon --config "$work/$name.yaml") >"$work/$name.log" 2>&1 &
    daemon=$!
    await "the daemon is not ready with $name: $(tail -n 5 "$work/$name.log")" is_ready
    sql -p "$source_port" -c "SET client_min_messages = error" -c "DROP TABLE IF EXISTS kept" -c "CREATE TABLE kept AS SELECT n FROM generate_series(1, 1000) n"
    pgcairn check --config "$work/$name.yaml" >"$work/$name.check" 2>&1 || [ $? = 1 ] || fail "check: $(cat "$work/$name.check")"
    pgcairn backup --wait --config "$work/$name.yaml" >"$work/$name.backup" 2>&1 || fail "backup: $(cat "$work/$name.backup" "$work/$name.log")"
    sql -p "$source_port" -c "INSERT INTO kept SELECT n FROM generate_series(1001, 2000) n" -c "SELECT pg_switch_wal()" >/dev/null
    good=$(sql -p "$source_port" -c "SELECT count(*), sum(n) FROM kept")
    lsn=$(sql -p "$source_port" -c "SELECT pg_current_wal_lsn()")
    pgcairn list --config "$work/$name.yaml" >"$work/$name.list" 2>&1 || fail "list: $(cat "$work/$name.list")"
    grep -q "any moment from" "$work/$name.list" || fail "list: $(cat "$work/$name.list")"
    arrived() { [ "$(sql -p "$source_port" -c "SELECT confirmed_flush_lsn IS NULL AND restart_lsn >= '$lsn' FROM pg_replication_slots")" = t ]; }
    await "the WAL does not arrive in $name" arrived
    data=$work/restored-$name
    pgcairn restore --config "$work/$name.yaml" --to "$data" --target latest >"$work/$name.restore" 2>&1 ||
        fail "restore: $(cat "$work/$name.restore")"
    restored_port=$(port)
    as_postgres "$postgres/pg_ctl" -D "$data" -l "$data.log" -w -t 120 -o "-p $restored_port" start >/dev/null ||
        fail "the restored server: $(tail -n 20 "$data.log")"
    await "recovery does not end: $(tail -n 5 "$data.log")" is_promoted
    [ "$good" = "$(sql -p "$restored_port" -c "SELECT count(*), sum(n) FROM kept")" ] || fail "rows differ after $name"
    as_postgres "$postgres/pg_ctl" -D "$data" -m fast stop >/dev/null
    kill -TERM "$daemon"
    wait "$daemon" || fail "the daemon ended with $?: $(tail -n 5 "$work/$name.log")"
    daemon=
    sql -p "$source_port" -c "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots" >/dev/null
    whole "$work/$name".*
    echo "ok: $name: $(sed -n 's/^OK *tier far: //p' "$work/$name.check"); $good rows restored"
    tested=$((tested + 1))
}
# Without credentials it fails, but at the credentials and not at the packaged Java.
refused() {
    name=$1
    configuration "$@"
    code=0
    AWS_EC2_METADATA_DISABLED=true timeout 300 "$home/bin/pgcairn" check --config "$work/$name.yaml" >"$work/$name.check" 2>&1 || code=$?
    [ "$code" = 2 ] || fail "check with $name ended with $code: $(cat "$work/$name.check")"
    whole "$work/$name.check"
    echo "ok: $name: $(sed -n 's/^FAILED *tier far: //p' "$work/$name.check" | cut -c 1-160)"
}

# --- S3 ---
if [ -d "$servers/s3proxy/target/lib" ]; then
    mkdir -p "$work/s3/bucket"
    s3_port=$(port)
    printf 'proxy-access-key\n' | secret access
    printf 'proxy-secret-key\n' | secret secret
    cat >"$work/s3proxy.properties" <<CONF
s3proxy.secure-endpoint=https://127.0.0.1:$s3_port
s3proxy.keystore-path=$work/tls.p12
s3proxy.keystore-password=pgcairn
s3proxy.authorization=aws-v4
s3proxy.identity=proxy-access-key
s3proxy.credential=proxy-secret-key
s3proxy.v4-max-non-chunked-request-size=134217728
jclouds.provider=filesystem-nio2
jclouds.filesystem.basedir=$work/s3
jclouds.identity=unused
jclouds.credential=unused
CONF
    "${JAVA_HOME:?names a JDK 25}/bin/java" -Xmx512m -cp "$servers/s3proxy/target/lib/*" org.gaul.s3proxy.Main \
        --properties "$work/s3proxy.properties" >"$work/s3proxy.out" 2>&1 &
    server=$!
    await "S3Proxy does not start: $(cat "$work/s3proxy.out")" curl -s --cacert "$work/ca.pem" "https://127.0.0.1:$s3_port/"
    proven s3 s3://bucket/prefix "endpoint: 'https://127.0.0.1:$s3_port', region: us-east-1, ca_file: $work/ca.pem, \
access_key_file: $work/keys/access, secret_key_file: $work/keys/secret"
    ended "$server" || true
    server=
else
    echo "LEFT OUT: S3: there are no jars of S3Proxy in $servers/s3proxy/target/lib"
fi

# --- Azure ---
if [ -f "$azurite/dist/src/blob/main.js" ]; then
    azure_port=$(port)
    key=$(openssl rand -base64 64 | tr -d '\n')
    printf '%s\n' "$key" | secret azure
    AZURITE_ACCOUNTS=pgcairntest:$key node "$azurite/dist/src/blob/main.js" --blobHost 127.0.0.1 --blobPort "$azure_port" \
        --inMemoryPersistence --skipApiVersionCheck --disableTelemetry --silent --cert "$work/tls.pem" --key "$work/tls.key" \
        >"$work/azurite.out" 2>&1 &
    server=$!
    account=https://127.0.0.1:$azure_port/pgcairntest
    await "Azurite does not start: $(cat "$work/azurite.out")" curl -s --cacert "$work/ca.pem" "$account"
    date=$(LC_ALL=C TZ=GMT date '+%a, %d %b %Y %H:%M:%S GMT')
    signature=$(printf 'PUT\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:%s\nx-ms-version:2021-08-06\n/pgcairntest/pgcairntest/container\nrestype:container' "$date" |
        openssl dgst -sha256 -mac HMAC -macopt "hexkey:$(printf '%s' "$key" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')" -binary |
        openssl base64 -A)
    curl -sf --cacert "$work/ca.pem" -X PUT -H "x-ms-date: $date" -H "x-ms-version: 2021-08-06" -H "Content-Length: 0" \
        -H "Authorization: SharedKey pgcairntest:$signature" "$account/container?restype=container" ||
        fail "Azurite makes no container: $(cat "$work/azurite.out")"
    # Azurite does not know the checksum that goes with TLS by default.
    proven azure azure://pgcairntest/container/prefix "endpoint: '$account', ca_file: $work/ca.pem, checksums: md5, \
account_key_file: $work/keys/azure"
    ended "$server" || true
    server=
else
    echo "LEFT OUT: Azure: there is no Azurite in $azurite"
fi

# --- Google ---
if [ -n "$fake_gcs" ]; then
    gcs_port=$(port)
    gcs=https://127.0.0.1:$gcs_port
    "$fake_gcs" -scheme=https -host=127.0.0.1 -port="$gcs_port" -backend=memory -external-url="$gcs" \
        -public-host="127.0.0.1:$gcs_port" -log-level=error -cert-location="$work/tls.pem" \
        -private-key-location="$work/tls.key" >"$work/gcs.out" 2>&1 &
    server=$!
    await "fake-gcs-server does not start: $(cat "$work/gcs.out")" curl -sf --cacert "$work/ca.pem" "$gcs/storage/v1/b?project=test"
    curl -sf --cacert "$work/ca.pem" -H "Content-Type: application/json" -d '{"name": "bucket"}' "$gcs/storage/v1/b?project=test" \
        >/dev/null || fail "fake-gcs-server makes no bucket"
    proven gcs gs://bucket/prefix "endpoint: '$gcs', ca_file: $work/ca.pem, anonymous: 'true'"
    ended "$server" || true
    server=
else
    echo "LEFT OUT: Google: there is no fake-gcs-server in $HOME/.cache/pgcairn; the tests build it with Go"
fi
[ "$tested" -gt 0 ] || fail "no store to test with"

# --- What finds credentials by itself ---
nobody=http://127.0.0.1:$(port)
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 2>/dev/null >"$work/google.pem"
cat >"$work/google.json" <<JSON
{"type": "service_account", "project_id": "p", "private_key_id": "k", "client_email": "a@p.iam.gserviceaccount.com",
 "client_id": "1", "token_uri": "$nobody/token", "private_key": "$(awk '{ printf "%s\\n", $0 }' "$work/google.pem")"}
JSON
refused s3-default s3://bucket/prefix "endpoint: '$nobody', region: us-east-1"
refused azure-default azure://pgcairntest/container "endpoint: 'https://127.0.0.1:$(port)'"
refused gcs-account gs://bucket/prefix "endpoint: '$nobody', credentials_file: $work/google.json"
echo "all is well with $tested kinds of stores"
