#!/bin/bash
# `besa serve --only check` with a check.db that it cannot use: it refuses to begin, names the file, says what to do, and
# changes nothing. Ends with `N passed, N failed`.
set -uo pipefail
export LC_ALL=C.UTF-8
besa=${BESA:-$PWD/build/asan/besa}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

CONFIG=78

"$besa" demo --data "$work/register" >/dev/null 2>"$work/out" || { cat "$work/out"; exit 1; }
check=$work/doors/check.db
fresh() { rm -rf "$work/doors" && cp -a "$work/register/check" "$work/doors" && rm -f "$check"-*; }

# refused WHAT WORD
refused() {
    local before after
    before=$(cat "$check" 2>/dev/null | sha256sum)
    timeout -k 5 300 "$besa" serve --only check --data "$work/doors" --listen 127.0.0.1:0 --allow-root \
        >"$work/out" 2>&1 </dev/null
    local got=$?
    after=$(cat "$check" 2>/dev/null | sha256sum)
    if [ $got = $CONFIG ] && grep -q "check.db.*$2" "$work/out" && [ "$before" = "$after" ] &&
        ! grep -qE 'Sanitizer|runtime error' "$work/out"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s (exit %s)\n' "$1" $got
        cat "$work/out"
    fi
}

fresh
rm "$check"
refused 'a missing one' 'start the register first'
fresh
truncate -s 5000 "$check"
refused 'a cut one' 'damaged'
fresh
echo 'no database' >"$check"
refused 'a text' 'damaged'
fresh
sqlite3 "$check" "INSERT INTO migration VALUES (900, 'of another year')"
refused 'a newer one' 'newer'
fresh
sqlite3 "$check" 'DELETE FROM migration'
refused 'an older one' 'older'
fresh
rm "$check" && mkdir "$check"
refused 'a folder' .

echo "$passed passed, $failed failed"
[ $failed = 0 ]
