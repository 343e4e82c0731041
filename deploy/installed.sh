#!/bin/bash
# installed.sh: the package of HEAD in a clean Debian 12 with nothing else: installed by apt, set up, used through nginx over
# TLS, burnt and gone back to (tests/flow/setup.sh), purged, and what may not go with it still there; then on a machine with a
# systemd of its own (booted.sh). With piuparts, if it is here, which looks for what the package leaves behind. What they said
# stays in build/deb/logs/. One line `N passed, N failed` at the end.
# Exit 0: all held; 1: something failed; 69: no such root can be made here, and why.
set -uo pipefail
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/.." || exit 70
# shellcheck source=deploy/root.sh
. deploy/root.sh
root_possible

package=$(find build/deb -name 'besa_*.deb' -newermt "@$(git log -1 --format=%ct)" 2>/dev/null | head -n 1)
[ -n "$package" ] || { deploy/deb.sh || exit 1; }
package=$(find build/deb -name 'besa_*.deb' | head -n 1)
folder=$(mktemp -d "${BARE_DIR:-/var/tmp}/besa-installed.XXXXXX") || exit 73
trap 'rm -rf --one-file-system "$folder"' EXIT
mkdir -p build/deb/logs
root=$folder/root
passed=0 failed=0
judge() {
    local what=$1
    shift
    if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)) && echo "FAILED: $what"; fi
}
inside() { DEBIAN_FRONTEND=noninteractive chroot "$root" "$@" </dev/null; }

root_make "$root" ca-certificates,systemd-sysv,dbus >"$folder/root.log" || { tail -n 20 "$folder/root.log" >&2; cannot 'see above'; }
tar -C "$root" --one-file-system -czf "$folder/clean.tar.gz" . # before the package: for piuparts
# Nothing is started in a folder.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
cp "$package" "$root/srv/besa.deb"
inside apt-get -qq update >"$folder/apt.log" 2>&1
judge 'apt installs it' inside apt-get -qy --no-install-recommends install /srv/besa.deb nginx age ssss openssl curl jq \
    iproute2 procps systemd-timesyncd certbot pebble >>"$folder/apt.log" 2>&1
[ "$failed" = 0 ] || tail -n 20 "$folder/apt.log"
judge 'it starts nothing' test -z "$(find -L /proc/[0-9]*/root -maxdepth 0 -samefile "$root" 2>/dev/null)"
judge 'it makes both accounts' inside getent passwd besa-register besa-check
judge 'the manual' test -s "$root/usr/share/man/man8/besa-setup.8.gz"
judge 'the units, and those of instances' test -s "$root/lib/systemd/system/besa-register@.service"

# tried WHAT LOG: that script held.
tried() {
    judge "$1 (build/deb/logs/$2.log)" grep -qE '^[0-9]+ passed, 0 failed$' "build/deb/logs/$2.log"
    grep -E '^FAILED|^# |passed|^skipped' "build/deb/logs/$2.log"
}
SETUP_ROOT=$root bash tests/flow/setup.sh >build/deb/logs/setup.log 2>&1
tried 'set up, used, burnt, gone back to' setup

judge 'purged' inside apt-get -qy purge besa >>"$folder/apt.log" 2>&1
judge 'the register is left' test -s "$root/var/lib/besa/besa.db" -a -d "$root/etc/besa"
judge 'the program is not' test ! -e "$root/usr/bin/besa" -a ! -e "$root/usr/share/besa"

# The same machine as new, but for what apt fetched; and now it really starts.
rm -rf "$root"/var/lib/besa* "$root"/var/backups/besa* "$root"/etc/besa* "$root"/etc/nginx/sites-*/besa* "$root/usr/sbin/policy-rc.d" \
    "$root"/etc/nginx/sites-enabled/other
deploy/booted.sh "$root" >build/deb/logs/booted.log 2>&1
if [ $? = 69 ]; then tail -n 1 build/deb/logs/booted.log; else tried 'on a machine that starts' booted; fi

if command -v piuparts >/dev/null; then
    piuparts --basetgz="$folder/clean.tar.gz" --distribution=$SUITE --mirror="$(sources | awk 'NR == 1 { print $2 }')" \
        --keep-sources-list --no-upgrade-test --warn-on-leftovers-after-purge --no-check-valid-until "$package" >build/deb/logs/piuparts.log 2>&1
    judge "piuparts (build/deb/logs/piuparts.log)" test $? = 0
else
    echo 'piuparts is not here'
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
