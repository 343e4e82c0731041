#!/bin/bash
# Going back for a trial: what is looked at, the signed protocol, what is told of it, and copies with which it fails. Ends with
# `N passed, N failed`.
set -uo pipefail
export LC_ALL=C.UTF-8
besa=${BESA:-$PWD/build/asan/besa}
work=$(mktemp -d)
served=
trap 'kill $served 2>/dev/null; rm -rf "$work"' EXIT
data=$work/register
copies=$work/copies
passed=0
failed=0

# shellcheck source=tests/support/told.sh
. tests/support/told.sh

DATA=65 ABSENT=66

sql() { sqlite3 "$data/besa.db" "$1"; }
drill() { "$besa" restore --drill "$copies" --data "$data" "$@"; }
doctor() { "$besa" doctor --data "$data" --copies "$work" >"$work/out" 2>"$work/err"; }
# metric NAME: its value, out of a server that is started for it.
metric() {
    local port
    port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
    "$besa" serve --data "$data" --listen "127.0.0.1:$port" --allow-root --only register >"$work/served" 2>"$work/serving" &
    served=$!
    for _ in {1..200}; do
        grep -q '^besa serves' "$work/served" && break
        sleep 0.1
    done
    curl -s "http://127.0.0.1:$port/metrics" | sed -n "s/^$1 //p"
    kill $served
    wait $served 2>/dev/null
    served=
}

"$besa" demo --data "$data" >"$work/demo" 2>"$work/err" || { cat "$work/err"; exit 1; }
mkdir -m 700 "$copies"
age-keygen -o "$work/safe.key" 2>/dev/null
age-keygen -o "$data/drill.identity" 2>/dev/null
told 'no copy' $ABSENT drill
said 'there is no copy'

told 'a copy to two keys' 0 "$besa" backup "$copies" --data "$data" --recipient "$(age-keygen -y "$work/safe.key")" \
    --recipient "$(age-keygen -y "$data/drill.identity")"
doctor
judge 'never tried is said' grep -qE '^look +drill +a copy was never gone back to' "$work/out"
before=$(sql 'SELECT count(*) FROM case_file')
told 'by the key that lies in the folder' 0 drill
says 'it can be gone back to'
says 'a card signed anew: holds'
says 'its newest card: holds'
judge 'kinds of sealed values were opened' grep -qE 'sealed values: [1-9][0-9]* kinds open' "$work/out"
judge 'its files are counted' grep -qE "^files: $before, persons: " "$work/out"
judge 'nothing that was laid out is left' test ! -e "$data/drill.tmp"
protocol=$(ls "$copies"/drill-*.cose)
told 'the protocol is signed by the issuer' 0 "$besa" cose verify --key "$data/keys/issuer-1.pub" "$protocol"
judge 'and says what was found, of nobody' bash -c 'grep -qa "\"good\": *true" "$1" && ! grep -qaE "Kola|Elira" "$1"' - "$protocol"
judge 'it stands in the register' test "$(sql "SELECT good || ' ' || name FROM drill")" = "1 $(basename "$copies"/besa-*.age)"
judge 'and in the log' test "$(sql "SELECT count(*) FROM audit WHERE what = 'backup.drill'")" = 1
doctor
judge 'a line of the doctor' grep -qE '^good +drill +a copy was gone back to for a trial at 20' "$work/out"
judge 'a figure for whoever watches' test "$(metric besa_drilled_timestamp_seconds)" = "$(sql 'SELECT at FROM drill')"
told 'by the key of the archive' 0 drill --identity "$work/safe.key" --json
judge 'for programs' node -e 'process.exit(JSON.parse(require("fs").readFileSync(process.argv[1])).good === true ? 0 : 1)' "$work/out"

# ---- two at once, and one that was killed: what is laid out has plain keys in it
mkdir -m 700 "$data/drill.tmp" "$data/drill.tmp/keys"
touch "$data/drill.tmp/.held" "$data/drill.tmp/keys/seal-1.key"
exec {other}<>"$data/drill.tmp/.held"
flock -n $other
told 'while another is at it' 75 drill
said 'another call has a copy laid out'
judge 'what it laid out is left alone' test -e "$data/drill.tmp/keys/seal-1.key"
exec {other}>&-
told 'any command' 0 "$besa" audit verify --data "$data"
judge 'takes away what a killed one left' test ! -e "$data/drill.tmp"

# ---- copies cut off: what has the name of one is whole
mkdir -m 700 "$work/cut"
for after in 0.1 0.2 0.3 0.4 0.5 0.7 1; do
    timeout -s KILL $after "$besa" backup "$work/cut" --data "$data" --recipient "$(age-keygen -y "$work/safe.key")" \
        >/dev/null 2>&1
    sleep 1 # copies are called by their second
done
whole() {
    local file
    for file in "$work"/cut/*.age "$work"/cut/keys/*.age; do
        [ ! -e "$file" ] || age --decrypt --identity "$work/safe.key" "$file" >/dev/null 2>"$work/err" || return 1
    done
}
judge 'each that is called a copy is one' whole

# ---- what is late
trigger=$(sql "SELECT sql FROM sqlite_master WHERE name = 'drill_no_update'")
sql "DROP TRIGGER drill_no_update; UPDATE drill SET at = at - 41 * 86400; $trigger"
doctor
judge '41 days ago is a fault' grep -qE '^fault +drill ' "$work/out"

# ---- copies with which it fails
mv "$copies"/keys/*.keys.age "$work"
told 'no keys beside it' $ABSENT drill
said 'has no copy of its keys beside it'
mv "$work"/*.keys.age "$copies/keys"
last='WHERE id = (SELECT max(id) FROM person)'
kept=$(sql "SELECT hex(surname_sealed) FROM person $last")
sql "UPDATE person SET surname_sealed = first_name_sealed $last"
sleep 1
"$besa" backup "$copies" --data "$data" --recipient "$(age-keygen -y "$data/drill.identity")" >/dev/null 2>&1
told 'a value that was moved' $DATA drill
judge 'is told' test "$(cat "$work/out" "$work/err" | grep -c -e 'do not open what is sealed' -e 'DOES NOT OPEN: person.surname')" = 1
sql "UPDATE person SET surname_sealed = x'$kept' $last"
sleep 1
told 'a plain copy is made' 0 "$besa" backup "$copies" --data "$data"
copy=$(ls "$copies"/besa-*Z.db)
sqlite3 "$copy" "DROP TRIGGER audit_no_update; UPDATE audit SET what = 'x' WHERE id = 3"
told 'a copy whose log was edited' $DATA drill
said 'row 3 of the log'
judge 'nothing that was laid out is left of it' test ! -e "$data/drill.tmp"

printf '%s passed, %s failed\n' $passed $failed
[ $failed = 0 ]
