#!/bin/bash
# Installs the Debian packages named in deploy/packages/LIST.txt for each LIST given, as far as they are
# missing. With nothing missing it asks dpkg only: no root, no network, no time.
# A line of a list: PACKAGE [COMMAND]; where the command is there already, from wherever, the package is not asked for.
set -euo pipefail
lists=$(cd "$(dirname "$0")" && pwd)/packages

wanted=()
for list in "$@"; do
    while read -r package command; do
        [ -n "$command" ] && command -v "$command" >/dev/null && continue
        wanted+=("$package")
    done < <(sed 's/#.*//; /^ *$/d' "$lists/$list.txt")
done
[ ${#wanted[@]} -gt 0 ] || exit 0

if ! command -v dpkg-query >/dev/null; then
    echo "This is no Debian. Besa needs what these Debian packages hold: ${wanted[*]}" >&2
    exit 0
fi
present=$({ dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${wanted[@]}" 2>/dev/null || true; } | sed -n 's/^installed //p')
missing=()
for package in "${wanted[@]}"; do
    grep -qxF "$package" <<<"$present" || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

by_hand="Install them by hand, then try again:
    apt-get update && apt-get install --no-install-recommends ${missing[*]}"
if [ "$(id -u)" = 0 ]; then
    root=()
elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
    root=(sudo)
else
    printf 'Packages are missing, and only root can install them.\n%s\n' "$by_hand" >&2
    exit 69
fi

echo "Installing: ${missing[*]}"
apt=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 -o Acquire::Retries=2)
if ! "${apt[@]}" update </dev/null || ! "${apt[@]}" install --no-install-recommends -y "${missing[@]}" </dev/null >/dev/null; then
    printf 'apt-get could not install them; is there a network?\n%s\n' "$by_hand" >&2
    exit 69
fi
