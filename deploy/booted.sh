#!/bin/bash
# booted.sh ROOT: the package of HEAD on a Debian 12 that really starts (its own systemd, in a container with a network of
# its own): installed, set up with keys that systemd alone holds, an order and a check through nginx over TLS, services that
# are killed, hang and start again, copies by their timers' units, how far each is held open to the machine, a restart of it
# all, what stands in the journal, and gone again. ROOT has systemd-sysv, what the package depends on, and /srv/besa.deb.
# Ends with `N passed, N failed`. Exit 69: no such machine can be started here.
set -uo pipefail
export LC_ALL=C.UTF-8

if [ "${1:-}" != inside ]; then
    cd "$(dirname "$0")/.." || exit 70
    root=$(cd "$1" && pwd) || exit 66
    command -v systemd-nspawn >/dev/null || { echo 'systemd-nspawn is missing (package systemd-container)' >&2; exit 69; }
    mkdir -p "$root/srv/tree/tests"
    cp -r deploy "$root/srv/tree" && cp -r tests/support "$root/srv/tree/tests" || exit 73
    said=$(mktemp)
    # Its systemd keeps services apart by cgroups of the kind that this machine has.
    if ! grep -q cgroup2 < <(stat -fc %T /sys/fs/cgroup); then export SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=0; fi

    leader() {
        local one
        for one in $(pgrep -f '^/(usr/)?lib/systemd/systemd$'); do
            [ "$(readlink "/proc/$one/ns/pid")" = "$(readlink /proc/self/ns/pid)" ] || { echo "$one"; return; }
        done
    }
    inside() { nsenter -t "$(leader)" -a env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 "$@"; }
    start() {
        setsid systemd-nspawn --quiet -D "$root" --boot --register=no --keep-unit --private-network --console=read-only \
            --system-call-filter=@memlock >"$said" 2>&1 </dev/null &
        machine=$!
        for _ in $(seq 120); do
            sleep 0.5
            kill -0 $machine 2>/dev/null || break
            [ -z "$(leader)" ] || inside systemctl is-system-running --wait >/dev/null 2>&1 || continue
            [ -z "$(leader)" ] || return 0
        done
        echo 'no machine starts here:' >&2
        tail -n 5 "$said" >&2
        return 1
    }
    stop() {
        kill -s RTMIN+4 "$(leader)" 2>/dev/null # its systemd: power off
        wait $machine 2>/dev/null
    }
    trap 'stop; rm -f "$said"' EXIT
    start || exit 69
    inside bash -c 'cd /srv/tree && exec bash deploy/booted.sh inside first' || exit 1
    stop
    start || exit 1
    inside bash -c 'cd /srv/tree && exec bash deploy/booted.sh inside again'
    exit
fi

work=/srv/booted
mkdir -p "$work"
passed=0
failed=0
# shellcheck source=tests/support/told.sh
. tests/support/told.sh
# shellcheck source=tests/support/through.sh
. tests/support/through.sh
counted() {
    echo "$passed $failed" >>"$work/counts"
    rm -f "$work/out" "$work/err"
}
ended() {
    counted
    awk '{ passed += $1; failed += $2 } END { printf "%d passed, %d failed\n", passed, failed; exit failed > 0 }' "$work/counts"
    exit
}
besa_as() { besa setup --with-keys "$@" --data /var/lib/besa; }
runs() { systemctl --quiet is-active "$@"; }
# Until a condition holds, half a minute at most.
soon() { for _ in $(seq 60); do "$@" && return; sleep 0.5; done; false; }
property() { systemctl show --property "$2" --value "$1"; }
restarted() { [ "$(property "$1" NRestarts)" -ge "$2" ] && runs "$1"; }
journal() { journalctl --quiet --no-pager --output cat "$@"; }

if [ "$2" = again ]; then
    for unit in besa-register.service besa-check.service besa-backup.timer besa-drill.timer nginx.service; do
        judge "after a restart of the machine $unit is there by itself" soon runs $unit
    done
    read -r TOKEN card <"$work/kept"
    checked valid 'and the card is good'
    # Nothing in it tells of whom: no name, no number, no card, no secret.
    judge 'the journal is there' test "$(journal -u 'besa-*' | wc -l)" -gt 20
    for word in Elira Kola "$card" "$TOKEN" 7/2026 'gushti ka' 1987-05-14; do
        judge "nothing of \"${word:0:8}\" stands in the journal" bash -c '! journalctl --quiet --no-pager -u "besa-*" -u nginx | grep -qF -- "$1"' - "$word"
    done
    DEBIAN_FRONTEND=noninteractive apt-get -qy purge besa >"$work/out" 2>&1
    judge 'purged, its services end' bash -c '! pgrep -x besa'
    judge 'and the register is left' test -s /var/lib/besa/besa.db
    ended
fi

# ---- installed, nothing started
DEBIAN_FRONTEND=noninteractive apt-get -qy --no-install-recommends install /srv/besa.deb >"$work/out" 2>&1
judge 'apt installs it' test $? = 0
judge 'it starts nothing' bash -c '! pgrep -x besa'

# ---- set up
printf '127.0.0.1 localhost karta.example.al besa.example.al\n' >/etc/hosts
besa setup --example | sed 's/^language=.*/language=en/; s/^keys=.*/keys=machine/' >"$work/answers"
(umask 077 && printf 'korriku ka shi dhe diell 17\n' >/etc/besa-password)
told 'set up' 69 besa setup --answers "$work/answers" # what remains: a sheet to print, a password to remove
says 'services: besa-register.service'
says 'keys encrypted to this machine'
says 'gone back to for a trial'
judge 'only that remains' test "$(sed -n '/What remains/,$p' "$work/out" | grep -c '^  - ')" = 2
judge 'its doctor finds no fault' bash -c '! grep -qE "^  fault" "$1"' - "$work/out"
rm /etc/besa-password /run/besa-recovery.txt
told 'set up again, nothing remains' 0 besa setup --answers "$work/answers"
judge 'and nothing was changed' bash -c '! grep -qE "^  \+" "$1"' - "$work/out"
for unit in besa-register.service besa-check.service besa-backup.timer besa-drill.timer nginx.service; do
    judge "$unit runs" runs $unit
done
judge 'no key lies in the folder of the register' test ! -e /var/lib/besa/keys
judge 'by hand it does not open, and says how it would' bash -c \
    'setpriv --reuid=besa-register --regid=besa-register --init-groups besa audit verify --data /var/lib/besa 2>&1 | grep -q "setup --with-keys"'
told 'with them it does' 0 besa setup --with-keys audit verify
told 'of another folder there are none' 65 besa setup --with-keys audit verify --data /srv

# ---- as people come
office_begins besa_as
door_begins besa_as
checked valid 'the card is good'

# ---- ended hard, hung, and gone for a while
kill -9 "$(property besa-register MainPID)"
judge 'killed, the register starts again' soon restarted besa-register.service 1
systemctl stop besa-register
checked valid 'the doors answer while the register is down'
systemctl start besa-register
judge 'and it comes back' soon runs besa-register
mkdir -p /run/systemd/system/besa-check.service.d
printf '[Service]\nWatchdogSec=3\n' >/run/systemd/system/besa-check.service.d/watchdog.conf
systemctl daemon-reload
systemctl restart besa-check
kill -STOP "$(property besa-check MainPID)"
judge 'hung, the doors start again' soon restarted besa-check.service 1
rm -r /run/systemd/system/besa-check.service.d
systemctl daemon-reload
systemctl restart besa-check
judge 'and answer' soon runs besa-check
checked valid 'the card is good behind that'

# ---- copies
for unit in besa-backup besa-drill; do
    systemctl start $unit.service
    judge "$unit" test "$(property $unit.service Result)" = success
done
judge 'the trial says so' grep -q 'it can be gone back to' < <(journal -u besa-drill)
sed 's/^keys=.*/keys=file/' "$work/answers" >"$work/back"
told 'keys in the folder again' 0 besa setup --answers "$work/back"
says 'keys in /var/lib/besa/keys'
judge 'they lie there' test -s /var/lib/besa/keys/seal-1.key
judge 'and nowhere else' bash -c '! ls /etc/credstore.encrypted/besa.* 2>/dev/null'
systemctl stop besa-register
told 'a new key in place of one' 0 setpriv --reuid=besa-register --regid=besa-register --init-groups besa key rotate --master --data /var/lib/besa
told 'and back' 0 besa setup --answers "$work/answers"
judge 'the register runs by them' soon runs besa-register
checked valid 'the card is good with other keys'

# ---- how far each is open to the rest of the machine, of 10; by the systemd that runs them
for unit in besa-register besa-check besa-backup besa-drill; do
    open=$(systemd-analyze security --no-pager $unit.service | sed -n 's/.*level for [^:]*: \([0-9.]*\).*/\1/p')
    echo "# $unit.service $open"
    judge "$unit is open at ${open:-no figure}" awk -v open="${open:-99}" 'BEGIN { exit !(open <= 1.5) }'
done
echo "$TOKEN $card" >"$work/kept"
counted
[ "$failed" = 0 ]
