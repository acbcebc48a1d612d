# A machine to try the package on: a fresh Debian 12 with its own systemd and PostgreSQL 15 and without Java, in
# namespaces of its own. Read by the scripts beside it, which set $deb and perhaps $base, and are run as root; it needs
# debootstrap and, unless $base has a Debian from last time, the network. It sets $scratch and $tree, and ends with the
# script.
# shellcheck shell=sh
scratch=$(mktemp -d)
tree=$scratch/tree
groups=$scratch/groups
outer=
init=

# The end of its first process ends all others, and with the last one its mounts are gone.
clean() {
    [ -z "$init" ] || kill -KILL "$init" 2>/dev/null || true
    [ -z "$outer" ] || wait "$outer" 2>/dev/null || true
    if mountpoint -q "$groups"; then
        waited=0
        until [ ! -d "$groups/pgcairn-test.$$" ] || [ "$waited" -ge 10 ]; do
            find "$groups/pgcairn-test.$$" -depth -type d -exec rmdir {} + 2>/dev/null || sleep 1
            waited=$((waited + 1))
        done
        umount "$groups"
    fi
    rm -rf --one-file-system "$scratch"
}
trap clean EXIT
trap 'exit 130' INT TERM
fail() { echo "FAILED: $*" >&2; exit 1; }

# A Debian as any administrator has it, with the package's file in root's home.
debian() {
    [ -n "$base" ] || base=$scratch/base
    if [ ! -d "$base/usr/lib/postgresql" ]; then
        echo "making a Debian 12 with PostgreSQL 15" >&2
        debootstrap --variant=minbase --include=systemd,systemd-sysv,dbus,postgresql-15,curl,procps,sudo \
            bookworm "$base" >"$scratch/debootstrap.log" || fail "debootstrap: $(tail -n 3 "$scratch/debootstrap.log")"
    fi
    cp -a "$base" "$tree"
    [ ! -e "$tree/usr/bin/java" ] || fail "there is a Java in $base"
    [ ! -e "$tree/usr/lib/pgcairn" ] || fail "there is a pgcairn in $base"
    cp "$deb" "$tree/root/"
    chmod 0644 "$tree/root/${deb##*/}"
    echo db1 >"$tree/etc/hostname"
    echo "127.0.0.1 localhost db1" >"$tree/etc/hosts"
    tr -d - </proc/sys/kernel/random/uuid >"$tree/etc/machine-id"
    # Nothing in there touches the kernel that it shares.
    for unit in systemd-udevd systemd-udev-trigger systemd-sysctl systemd-modules-load systemd-remount-fs \
        systemd-random-seed console-getty getty@ systemd-logind apt-daily apt-daily-upgrade; do
        ln -sf /dev/null "$tree/etc/systemd/system/$unit.service"
    done
    ln -sf /lib/systemd/system/multi-user.target "$tree/etc/systemd/system/default.target"
}

within() { nsenter -t "$init" -m -p -u -i -n -C env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    HOME=/root LANG=C.UTF-8 TERM=dumb SYSTEMD_PAGER= SYSTEMD_COLORS=0 "$@"; }
# await WHAT CONDITION…: until the condition holds, two minutes at most.
await() {
    what=$1
    shift
    tries=0
    until "$@" >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ "$tries" -lt 240 ] || fail "$what: $(cat "$scratch/boot.log")"
        sleep 0.5
    done
}
first_process() { init=$(pgrep -P "$outer") && [ "$(cat "/proc/$init/comm")" = systemd ]; }

# Starts it, and waits until its PostgreSQL answers.
boot() {
    cat >"$scratch/boot" <<'BOOT'
#!/bin/sh
# The first process of its own namespaces: makes the tree the root of all that it sees, and becomes systemd.
set -eu
mount --make-rprivate /
mount --bind "$1" "$1"
cd "$1"
mount -t proc proc proc
mount --bind proc/sys proc/sys
mount -o remount,bind,ro proc/sys
mount -t sysfs -o ro sysfs sys
mount -t tmpfs -o mode=0755 tmpfs sys/fs/cgroup 2>/dev/null || true
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount -t tmpfs -o mode=0755 tmpfs dev
mknod -m 0666 dev/null c 1 3; mknod -m 0666 dev/zero c 1 5; mknod -m 0666 dev/full c 1 7
mknod -m 0666 dev/random c 1 8; mknod -m 0666 dev/urandom c 1 9; mknod -m 0666 dev/tty c 5 0
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666,mode=0620,gid=5 devpts dev/pts
mount -t tmpfs -o mode=1777 tmpfs dev/shm
ln -s pts/ptmx dev/ptmx; ln -s /proc/self/fd dev/fd; ln -s fd/0 dev/stdin; ln -s fd/1 dev/stdout; ln -s fd/2 dev/stderr
hostname db1
mkdir -p .host
pivot_root . .host
umount -l /.host
# As systemd itself does outside of containers; credentials reach a service by way of a mount that is made elsewhere.
mount --make-rshared /
exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin container=pgcairn-test /lib/systemd/systemd --system \
    --log-target=journal --show-status=no </dev/null
BOOT
    chmod 0755 "$scratch/boot"
    mkdir "$groups"
    mount -t cgroup2 cgroup2 "$groups"
    mkdir "$groups/pgcairn-test.$$"
    # The shell enters its group before it enters the namespaces, so that the group is all that they see.
    sh -c 'echo $$ >"$1/cgroup.procs" && exec unshare --pid --fork --mount --uts --ipc --net --cgroup "$2" "$3"' \
        sh "$groups/pgcairn-test.$$" "$scratch/boot" "$tree" >"$scratch/boot.log" 2>&1 &
    outer=$!
    await "systemd does not start" first_process
    await "PostgreSQL does not start" within runuser -u postgres -- psql -qAtc "SELECT 1"
}
