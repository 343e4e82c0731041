#!/bin/bash
# deb.sh: the package of HEAD, in build/deb/, from a clean copy of what is committed; lintian looks at it. Built twice from
# one commit it has the same bytes. Exit 1: lintian found an error; 65: something is not committed.
set -euo pipefail
cd "$(dirname "$0")/.."
git diff --quiet HEAD || { echo 'What is not committed would not be in the package.' >&2; exit 65; }

version=$(dpkg-parsechangelog -l deploy/debian/changelog -S Version)
folder=build/deb
tree=$folder/besa-$version
rm -rf "$folder"
mkdir -p "$tree"
git archive HEAD | tar -x -C "$tree"
cp -r deploy/debian "$tree/debian"
(cd "$tree" && dpkg-buildpackage --build=binary --no-sign --no-pre-clean) >"$folder/build.log" 2>&1 ||
    { tail -n 30 "$folder/build.log" >&2; exit 1; }
rm -rf "$tree"
lintian --fail-on error --tag-display-limit 0 "$folder"/*.changes
ls "$folder"/besa_*.deb
