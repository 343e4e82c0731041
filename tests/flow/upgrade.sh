#!/bin/bash
# A register of before data keys, made by the scripts of its time: what the upgrade takes is said before it begins, and
# with too little disk it does not. Then `besa upgrade` on one with files: copied, tried, brought over, looked at; and what
# is wrong shows before the register is touched. Ends with `N passed, N failed`.
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

# ---- besa upgrade
copies=$work/copies
mkdir -m 700 "$copies"
version() { sql 'SELECT max(number) FROM migration'; }
before_lay() {
    rm -rf "$work/register-006"
    tar -xzf tests/reference/register-006.tar.gz -C "$work"
    data=$work/register-006
    chmod 700 "$data"
}
upgrade() { "$besa" upgrade "$copies" --data "$data" "$@"; }

told 'without a folder' 64 "$besa" upgrade --data "$data"
told 'of this version' 0 upgrade
says 'of this version'
judge 'nothing is copied' test -z "$(ls "$copies")"

before_lay
told 'by command alone' 78 env BESA_UPGRADE=by-command "$besa" audit verify --data "$data"
said 'older than this program: `besa upgrade` brings it up to date'
judge 'it is not brought over' test "$(version)" = 6

# A log that does not hold shows in the copy, and the register is as it was.
sql "DROP TRIGGER audit_no_update; UPDATE audit SET what = 'case.look' WHERE id = 3"
told 'a log that was written anew' 65 upgrade
said 'cannot be brought to this version: the register was not touched'
judge 'the register is not touched' test "$(version)" = 6
judge 'nor is anything left of the trial' test ! -e "$data/drill.tmp"

# Killed at any moment, it is called again: behind the trial it goes on with the copy of before.
killed() { # killed AFTER...: calls it and kills it, and ends it; what it must have done either way
    local after
    before_lay
    orders=$(sql 'SELECT count(*) FROM protection_order')
    for after in "$@"; do
        case $after in
        [0-9]*) timeout -s KILL "$after" "$besa" upgrade "$copies" --data "$data" >/dev/null 2>&1 ;;
        *)
            stdbuf -oL "$besa" upgrade "$copies" --data "$data" >"$work/seen" 2>&1 &
            victim=$!
            for ((n = 0; n < 3000; n++)); do
                grep -qsF "$after" "$work/seen" && break
                kill -0 $victim 2>/dev/null || break
                sleep 0.01
            done
            kill -KILL $victim 2>/dev/null
            wait $victim 2>/dev/null
            ;;
        esac
        sleep 1 # copies are called by their second
    done
    told "killed at $*: called again" 0 upgrade
    says '4. looked at: '
    says "orders: $orders,"
    judge 'it is brought over' test "$(version)" -gt 6
    judge 'nothing says any more that it is under way' test ! -e "$data/upgrade.begun"
    cp "$work/out" "$work/upgraded"
    told 'it opens' 0 "$besa" audit verify --data "$data"
}
killed 0.05 0.2 0.5 1
killed '2. tried' '2. tried'
told 'and then there is nothing to do' 0 upgrade
says 'of this version'
rm -rf "${copies:?}"/*
killed '3. brought to'
judge 'it goes on with the copy of before' test "$(ls "$copies"/besa-*.db | wc -l)" = 1
judge 'and names it' grep -qF "besa restore $(ls "$copies"/besa-*.db)" "$work/upgraded"

# Meanwhile nobody else opens it.
before_lay
touch "$data/upgrade.begun"
told 'in the middle' 78 "$besa" audit verify --data "$data"
said 'an upgrade of'
exec {other}<>"$data/upgrade.begun"
flock -n $other
told 'two at once' 75 upgrade
said 'another call is upgrading this register'
exec {other}>&-
told 'no identity for encrypted copies' 66 upgrade --recipient age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p
told 'into the folder of its own keys' 65 "$besa" upgrade "$copies" --keys "$data/keys" --data "$data"
said 'own folder of keys'
judge 'nothing is touched by either' test "$(version)" = 6

before_lay
age-keygen -o "$data/drill.identity" 2>/dev/null
rm -rf "${copies:?}"/*
told 'encrypted' 0 upgrade --recipient "$(age-keygen -y "$data/drill.identity")"
says '4. looked at: '
judge 'the copy is encrypted' test "$(ls "$copies"/*.db.age | wc -l)" = 1
judge 'nothing plain lies there' bash -c '! ls "$1"/*.db "$1"/keys/*.db 2>/dev/null' - "$copies"
judge 'the copy is noted' test "$(sql 'SELECT name FROM backup')" = "$(basename "$copies"/*.db.age)"
judge 'the trial is in the log' test "$(sql "SELECT count(*) FROM audit WHERE what = 'backup.drill'")" = 1
told 'its log holds' 0 "$besa" audit verify --data "$data"
copy=$(echo "$copies"/*.db.age)
told 'the copy of before can be gone back to' 0 "$besa" restore --check "$copy" --data "$data"
said 'it is older than this program'

# Somebody serves it.
"$besa" serve --data "$data" --listen 127.0.0.1:0 $([ "$(id -u)" = 0 ] && echo --allow-root) >"$work/served" 2>&1 &
server=$!
for ((n = 0; n < 600; n++)); do
    grep -qs 'besa serves' "$work/served" && break
    sleep 0.1
done
told 'while it is served' 75 upgrade
said 'stop `besa serve`'
kill "$server" && wait "$server"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
