#!/bin/bash
# A register of before data keys, made by the scripts of its time: what the upgrade takes is said before it begins, and
# with too little disk it does not. Ends with `N passed, N failed`.
set -uo pipefail
export LC_ALL=C.UTF-8
besa=${BESA:-$PWD/build/asan/besa}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

# shellcheck source=tests/support/told.sh
. tests/support/told.sh

sql() { sqlite3 "$data/besa.db" "$1"; }
begun() { "$besa" audit verify --data "$data" >"$work/out" 2>&1; }

data=$work/register
"$besa" demo --data "$work/other" >/dev/null 2>"$work/out" || { cat "$work/out"; exit 1; }
mkdir -m 700 "$data" && cp -a "$work/other/keys" "$data/keys"
rm "$data/keys/blind-1.key"
(
    umask 077
    echo 'PRAGMA page_size = 65536;'
    for script in db/00[1-8]_*.sql; do
        cat "$script"
    done
    echo 'CREATE TABLE migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL);'
    for script in db/00[1-8]_*.sql; do
        name=$(basename "$script" .sql)
        echo "INSERT INTO migration VALUES ($((10#${name%%_*})), '$name');"
    done
    echo "INSERT INTO person (id, first_name_sealed, surname_sealed, name_blind, created_at) VALUES (1, x'00', x'00', x'00', 1);"
) | (umask 077 && sqlite3 "$data/besa.db") || exit 1

# A file of 800 GB, which is nowhere on this disk: all of it is a hole.
cp "$data/besa.db" "$work/small.db"
pages=$((800 * 1024 * 1024 / 64))
truncate -s 800G "$data/besa.db" &&
    printf "\\x$(printf %02x $((pages >> 24 & 255)))\\x$(printf %02x $((pages >> 16 & 255)))\\x$(printf %02x $((pages >> 8 & 255)))\\x$(printf %02x $((pages & 255)))" |
    dd of="$data/besa.db" bs=1 seek=28 conv=notrunc status=none
begun
judge 'too little disk: try again later' test $? = 75
says '1 rows are sealed anew'
says 'too little room: nothing was changed'
judge 'no key was made' test ! -e "$data/keys.db" -a ! -e "$data/keys/blind-1.key"
rm -f "$data"/besa.db* && cp "$work/small.db" "$data/besa.db"

# Values that these keys do not open: nothing of the script is kept.
begun
judge 'foreign keys: configuration' test $? = 78
says 'cannot be brought up to date'
judge 'no script was kept' test "$(sql 'SELECT max(number) FROM migration')" = 8
judge 'nor a key named' test "$(sql "SELECT count(*) FROM sqlite_schema WHERE name = 'key_check'")" = 0

# An empty register needs neither time nor room.
sql 'DELETE FROM person'
begun
judge 'it is brought up to date' test $? = 0
judge 'without a word of what it takes' bash -c '! grep -q "sealed anew" "$1"' - "$work/out"
judge 'it has a key of look-ups of its own' test "$(stat -c %s "$data/keys/blind-1.key")" = 160
judge 'and lists its keys' test "$(sql 'SELECT count(*) FROM key_check')" = 5
echo "$passed passed, $failed failed"
[ $failed = 0 ]
