#!/bin/bash
# sbom.sh PROGRAM LOCK.json: the bill of materials (CycloneDX 1.5, JSON): every Debian package whose code the program
# loads, and every npm package whose code is in its pages, with version, purl, and the days within which a fault that
# is made known must be mended. On a machine without dpkg the program's libraries are named by their files alone.
set -euo pipefail
program=$1 lock=$2

# Whoever is reached by bytes that strangers send: a week. The others work on what the register itself holds: a month.
reached='libcivetweb1 libssl3 libjansson4 zlib1g libc6 libsqlite3-0 libutf8proc2 libzxcvbn0 preact zxing-wasm'
soon=7 later=30

package_of() {
    # Where /lib is a link to /usr/lib, dpkg knows some files by the old name.
    dpkg -S "$1" 2>/dev/null || dpkg -S "${1#/usr}" 2>/dev/null || true
}

libraries() {
    local file owner
    ldd "$program" | awk '$2 == "=>" { print $3 } $1 ~ /^\// { print $1 }' | while read -r file; do
        file=$(realpath "$file")
        owner=$(command -v dpkg >/dev/null && package_of "$file" | head -n 1 | sed 's/: .*//')
        if [ -n "$owner" ]; then
            dpkg-query -W -f '${Package}\t${Version}\t${Architecture}\n' "$owner"
        else
            printf '%s\t\t\n' "${file##*/}"
        fi
    done | sort -u
}

{
    libraries | jq -R -c 'split("\t") | {name: .[0], version: .[1], type: "library"}
        + if .[1] == "" then {} else {purl: "pkg:deb/debian/\(.[0])@\(.[1] | @uri)?arch=\(.[2])"} end'
    # What the pages are built with (esbuild) leaves no code of its own in them.
    jq -c '.packages | to_entries[] | select(.key != "" and (.value | .dev or .optional | not))
        | (.key | sub(".*node_modules/"; "")) as $name | select($name != "esbuild")
        | {name: $name, version: .value.version, type: "library",
           purl: "pkg:npm/\($name | gsub("@"; "%40"))@\(.value.version)", licenses: [{expression: .value.license}]}' "$lock"
} | jq -s --arg reached "$reached" --arg soon "$soon" --arg later "$later" '
    ($reached | split(" ")) as $first
    | {bomFormat: "CycloneDX", specVersion: "1.5", version: 1,
       metadata: {component: {type: "application", name: "besa", licenses: [{license: {id: "Apache-2.0"}}]}},
       components: map(. + {properties: [{name: "besa:mend-within-days",
           value: (if .name | IN($first[]) then $soon else $later end)}]})}'
