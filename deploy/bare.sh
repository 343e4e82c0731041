#!/bin/bash
# Makes a bare Debian 12 with git, make and ca-certificates and nothing else, clones HEAD into it, and makes each GOAL
# given there, one after the other: what is missing in deploy/packages/ shows, and so does whatever reaches beside the
# tree. `run` is served until it answers, then ended; any other goal is made as it is.
#
# Prints what each goal says, then how long it took, what it installed and what failed, and last one line
# `N passed, N failed`; what was said stays in build/bare/GOAL.log, what was installed in build/bare/packages.txt.
# Exit 0: all held; 1: something failed; 69: no such root can be made here, and why.
#
#   BARE_DIR   where the root is made (/var/tmp; it needs 4 GB)
#   BARE_KEEP  1 leaves it there
#
# Nothing of this machine gets in but what the network needs: the sources of Debian 12 that apt has here, its settings
# for fetching, name servers, extra certificates, and the settings of npm.
set -uo pipefail
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/.." || exit 70
[ $# -gt 0 ] || { echo "usage: $0 GOAL..." >&2; exit 64; }

# shellcheck source=deploy/root.sh
. deploy/root.sh
TREE=/srv/besa
PATIENCE=3600 # s for `make run` to answer: it installs and builds first
logs=build/bare

make_root() {
    root_make "$room" git,make,ca-certificates >"$logs/root.log" || return
    mkdir -p "$room/usr/local/share/ca-certificates" "$room/etc/npm-here"
    cp -L /usr/local/share/ca-certificates/*.crt "$room/usr/local/share/ca-certificates/" 2>/dev/null
    cp -L "${NODE_EXTRA_CA_CERTS:-/dev/null}" "$room/etc/npm-here/extra.pem" 2>/dev/null
    npm_settings
    inside update-ca-certificates >>"$logs/root.log" 2>&1 || return
    git clone -q "file://$PWD" "$room$TREE" && [ "$(git -C "$room$TREE" rev-parse HEAD)" = "$(git rev-parse HEAD)" ]
}

npm_settings() {
    local kind file
    for kind in globalconfig userconfig; do
        file=$(npm config get $kind 2>/dev/null) || file=
        if [ -r "$file" ]; then install -m 600 "$file" "$room/etc/npm-here/$kind"; fi
    done
}

# inside COMMAND...: in the root's own mounts and processes; whatever is left when COMMAND ends is ended with it. (The
# root is mounted on itself: tests that mount in turn need a mount point for a top.)
inside() {
    local name given=()
    for name in $(compgen -e | grep -iE '^(https?_proxy|no_proxy|npm_config_.*)$'); do
        given+=("$name=${!name}")
    done
    [ -s "$room/etc/npm-here/extra.pem" ] && given+=(NODE_EXTRA_CA_CERTS=/etc/npm-here/extra.pem)
    # shellcheck disable=SC2016
    unshare --mount --pid --ipc --fork --kill-child bash -c '
        room=$1
        mount --bind "$room" "$room" && mount -t proc proc "$room/proc" && mount -t sysfs -o ro sysfs "$room/sys" &&
            mount --rbind /dev "$room/dev" && mount -t tmpfs -o mode=1777 tmpfs "$room/dev/shm" || exit 69
        exec chroot "$@"' - "$room" env -i \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb "${given[@]}" \
        npm_config_globalconfig=/etc/npm-here/globalconfig npm_config_userconfig=/etc/npm-here/userconfig \
        "$@" </dev/null
}

# Serves the demonstration until the checker's page is there, and ends it.
# shellcheck disable=SC2016
SERVED='
cd "$1" && port=$2 && patience=$3
page() {
    exec 3<>"/dev/tcp/127.0.0.1/$port" &&
        printf "GET %s HTTP/1.1\r\nHost: 127.0.0.1:$port\r\nConnection: close\r\n\r\n" "$1" >&3 &&
        head -n 1 <&3 | grep -q "^HTTP/1.1 200 "
} 2>/dev/null
make run LISTEN="127.0.0.1:$port" &
until (page /check/); do
    kill -0 $! 2>/dev/null || { echo "make run ended before it answered"; exit 1; }
    [ $SECONDS -lt "$patience" ] || { echo "make run did not answer within $patience s"; exit 1; }
    sleep 1
done
echo "make run answers after $SECONDS s"
(page /staff/) || { echo "no page for staff"; exit 1; }
kill $!
wait $!
! (page /check/) || { echo "it still serves"; exit 1; }'

# A port that nobody listens on: the root shares the network of this machine.
port_free() {
    local port
    for ((port = 8080; port < 8200; port++)); do
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    echo $port
}

# shellcheck disable=SC2086 # "test T=word" is two words to make
goal() {
    case $1 in
    run) inside bash -c "$SERVED" - "$TREE" "$(port_free)" $PATIENCE ;;
    *) inside make -C "$TREE" --no-print-directory $1 ;;
    esac
}

packages() { chroot "$room" dpkg-query -W -f '${Package} ${Version}\n' | sort; }
asked() { chroot "$room" apt-mark showmanual | sort; }

root_possible

folder=$(mktemp -d "${BARE_DIR:-/var/tmp}/besa-bare.XXXXXX") || exit 73
room=$folder/root
if [ "${BARE_KEEP-}" = 1 ]; then echo "The root stays in $room"; else trap 'rm -rf --one-file-system "$folder"' EXIT; fi
rm -rf "$logs"
mkdir -p "$logs"
git diff --quiet HEAD || echo "What is not committed is not in the clone."

SECONDS=0
make_root || { tail -n 20 "$logs/root.log" >&2; cannot 'see above'; }
chmod 755 "$folder"
packages >"$logs/before"
asked >"$logs/asked"
summary="$(printf '%-8s %-6s %5d s  Debian %s with %d packages' root ok $SECONDS "$(cat "$room/etc/debian_version")" \
    "$(wc -l <"$logs/before")")"
passed=0
failed=0

for words in "$@"; do
    name=${words%% *}
    printf '\n==== make %s, in a bare Debian\n' "$words"
    SECONDS=0
    goal "$words" 2>&1 | tee "$logs/$name.log"
    code=${PIPESTATUS[0]}
    took=$SECONDS
    packages >"$logs/after"
    asked >"$logs/asked.after"
    came=$(comm -13 "$logs/before" "$logs/after")
    ours=$(comm -13 "$logs/asked" "$logs/asked.after" | paste -sd' ')
    mv "$logs/after" "$logs/before"
    mv "$logs/asked.after" "$logs/asked"
    [ -z "$came" ] || sed "s/^/$name /" <<<"$came" >>"$logs/packages.txt"
    word=ok
    [ "$code" = 0 ] || word=FAILED
    summary+=$(printf '\n%-8s %-6s %5d s  %s' "$name" $word $took \
        "$(grep -E '^make run answers|^[0-9]+ passed, ' "$logs/$name.log" | tail -n 1)")
    [ -z "$came" ] || summary+=$(printf '\n         installed %d packages: %s' "$(wc -l <<<"$came")" \
        "$ours, and what these need")
    summary+=$(grep -E '^FAILED ' "$logs/$name.log" | sed 's/^/\n         /')
    read -r p f < <(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed.*/\1 \2/p' "$logs/$name.log" | tail -n 1)
    if [ -n "${p-}" ]; then
        passed=$((passed + p)) failed=$((failed + f))
        [ "$code" = 0 ] || [ "$f" -gt 0 ] || failed=$((failed + 1))
    elif [ "$code" != 0 ]; then
        failed=$((failed + 1))
    fi
    unset p f
done
rm -f "$logs/before" "$logs/asked"

printf '\n---- in a bare Debian 12\n%s\n' "$summary"
printf '\n%d passed, %d failed\n' $passed $failed
[ $failed = 0 ]
