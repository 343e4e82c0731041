#!/bin/bash
# The units of deploy/systemd: what systemd itself finds in them, and how far it holds them open to the rest of the machine
# (systemd-analyze security, of 10), without a systemd that runs.
set -euo pipefail
cd "$(dirname "$0")/../.."
most=1.5
command -v systemd-analyze >/dev/null || { echo 'units: systemd-analyze is missing (package systemd)' >&2; exit 69; }

folder=$(mktemp -d)
mkdir "$folder/all"
cp deploy/systemd/*.{service,timer} "$folder/all"
deploy/systemd/instances.sh "$folder/all"
trap 'rm -rf "$folder"' EXIT
# Verified is what a machine has where it is installed: here the program is not.
for unit in "$folder"/all/*.{service,timer}; do
    sed 's#/usr/bin/besa#/bin/true#' "$unit" >"$folder/${unit##*/}"
done
faults=$(systemd-analyze verify --man=no "$folder"/*.{service,timer} 2>&1 | grep -F "$folder" || true)
[ -z "$faults" ] || { echo "units: $faults" >&2; exit 1; }

for unit in "$folder"/all/*.service; do
    said=$(systemd-analyze security --offline=true --no-pager "$unit" 2>/dev/null | sed -n 's/.*level for [^:]*: \([0-9.]*\).*/\1/p')
    awk -v said="${said:-99}" -v most=$most 'BEGIN { exit !(said <= most) }' ||
        { echo "units: $unit is open to the machine at ${said:-no figure}, more than $most" >&2; exit 1; }
    [ -z "${TELL:-}" ] || echo "${unit##*/} $said"
done
