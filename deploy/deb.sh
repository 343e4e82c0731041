#!/bin/bash
# deb.sh: the package of HEAD, in build/deb/, from a clean copy of what is committed; lintian looks at it. With TWICE=1 it
# is made a second time in another folder, and must have the same bytes. Exit 1: lintian found an error, or the bytes
# differ; 65: something is not committed.
set -euo pipefail
cd "$(dirname "$0")/.."
git diff --quiet HEAD || { echo 'What is not committed would not be in the package.' >&2; exit 65; }

version=$(dpkg-parsechangelog -l deploy/debian/changelog -S Version)

# package FOLDER
package() {
    local folder=$1 tree=$1/besa-$version
    rm -rf "$folder"
    mkdir -p "$tree"
    git archive HEAD | tar -x -C "$tree"
    cp -r deploy/debian "$tree/debian"
    (cd "$tree" && dpkg-buildpackage --build=binary --no-sign --no-pre-clean) >"$folder/build.log" 2>&1 ||
        { tail -n 30 "$folder/build.log" >&2; exit 1; }
    rm -rf "$tree"
}

sums() { (cd "$1" && sha256sum ./*.deb); }

package build/deb
if [ "${TWICE:-}" = 1 ]; then
    package build/deb/again
    sums build/deb
    diff <(sums build/deb) <(sums build/deb/again) || { echo 'Made twice, it has not the same bytes.' >&2; exit 1; }
    rm -r build/deb/again
fi
lintian --fail-on error --tag-display-limit 0 build/deb/*.changes
ls build/deb/besa_*.deb
