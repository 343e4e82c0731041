#!/bin/bash
# advisories.sh BILL.json LOCK-FOLDER: what is known today of faults in what the program and its pages are made of. Ends
# with 1 where something is to be done: an npm package with a known fault, or a Debian package of the bill that apt has a
# newer version of. Asks npm's registry, and what `apt-get update` last fetched; debsecan, where it is installed, names what
# Debian has not mended either (README, .github/SECURITY.md: those not reached).
set -uo pipefail
bill=$1 web=$2 found=0

names=$(jq -r '.components[] | select(.purl // "" | startswith("pkg:deb/")) | .name' "$bill" | sort -u)

echo "npm, what the pages carry:"
npm audit --omit=dev --prefix "$web" || { echo "(something found, or nobody could be asked)"; found=1; }

echo "Debian, newer versions of what the program loads:"
newer=$(apt list --upgradable 2>/dev/null | grep -E "^($(paste -sd'|' <<<"$names" | sed 's/[+.]/\\&/g'))/")
if [ -n "$newer" ]; then echo "$newer"; found=1; else echo "none"; fi

if command -v debsecan >/dev/null; then
    echo "Debian, known and not mended:"
    debsecan --suite "$(. /etc/os-release && echo "$VERSION_CODENAME")" | awk -v names="$names" \
        'BEGIN { split(names, list, "\n"); for (i in list) ours[list[i]] } $2 in ours'
fi
exit $found
