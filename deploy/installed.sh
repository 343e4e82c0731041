#!/bin/bash
# installed.sh: the package of HEAD in a clean Debian 12 with nothing else: installed by apt, set up, used through nginx over
# TLS, burnt and gone back to (tests/flow/setup.sh), purged, and what may not go with it still there. With piuparts, if it is
# here, which looks for what the package leaves behind. One line `N passed, N failed` at the end.
# Exit 0: all held; 1: something failed; 69: no such root can be made here, and why.
set -uo pipefail
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/.." || exit 70
# shellcheck source=deploy/root.sh
. deploy/root.sh
root_possible

package=$(find build/deb -name 'besa_*.deb' -newer .git/HEAD 2>/dev/null | head -n 1)
[ -n "$package" ] || { deploy/deb.sh || exit 1; }
package=$(find build/deb -name 'besa_*.deb' | head -n 1)
folder=$(mktemp -d "${BARE_DIR:-/var/tmp}/besa-installed.XXXXXX") || exit 73
trap 'rm -rf --one-file-system "$folder"' EXIT
root=$folder/root
passed=0 failed=0
judge() {
    local what=$1
    shift
    if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)) && echo "FAILED: $what"; fi
}
inside() { DEBIAN_FRONTEND=noninteractive chroot "$root" "$@" </dev/null; }

root_make "$root" ca-certificates >"$folder/root.log" || { tail -n 20 "$folder/root.log" >&2; cannot 'see above'; }
tar -C "$root" --one-file-system -cf "$folder/clean.tar" . # before the package: for piuparts
# Nothing is started in a folder.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
cp "$package" "$root/srv/besa.deb"
inside apt-get -qq update >"$folder/apt.log" 2>&1
judge 'apt installs it' inside apt-get -qy --no-install-recommends install /srv/besa.deb nginx age ssss openssl curl jq \
    iproute2 procps >>"$folder/apt.log" 2>&1
[ "$failed" = 0 ] || tail -n 20 "$folder/apt.log"
judge 'it starts nothing' bash -c '! pgrep -f "^/usr/bin/besa" >/dev/null'
judge 'it makes both accounts' inside getent passwd besa-register besa-check
judge 'the manual' test -s "$root/usr/share/man/man8/besa-setup.8.gz"
judge 'the units, and those of instances' test -s "$root/lib/systemd/system/besa-register@.service"

SETUP_ROOT=$root tests/flow/setup.sh >"$folder/setup.log" 2>&1
judge 'set up, used, burnt, gone back to' grep -qE '^[0-9]+ passed, 0 failed$' "$folder/setup.log"
grep -E '^FAILED|^# |passed' "$folder/setup.log"

judge 'purged' inside apt-get -qy purge besa >>"$folder/apt.log" 2>&1
judge 'the register is left' test -s "$root/var/lib/besa/besa.db" -a -d "$root/etc/besa"
judge 'the program is not' test ! -e "$root/usr/bin/besa" -a ! -e "$root/usr/share/besa"

if command -v piuparts >/dev/null; then
    piuparts --basetgz="$folder/clean.tar" --distribution=$SUITE --mirror="$(sources | awk 'NR == 1 { print $2 }')" \
        --no-upgrade-test --warn-on-leftovers-after-purge --no-check-valid-until "$package" >build/deb/piuparts.log 2>&1
    judge "piuparts (build/deb/piuparts.log)" test $? = 0
else
    echo 'piuparts is not here'
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
