#!/bin/bash
# What goes wrong on a real machine: each ends with a code of sysexits.h and one sentence that names the file or the address,
# says what is wrong with it and what to do. Ends with `N passed, N failed`.
set -uo pipefail
export LC_ALL=C.UTF-8
besa=${BESA:-$PWD/build/asan/besa}
work=$(mktemp -d)
trap 'kill $holder 2>/dev/null; rm -rf "$work" $apart' EXIT
data=$work/register
holder=
apart=
passed=0
failed=0

# shellcheck source=tests/support/told.sh
. tests/support/told.sh

DATA=65 ABSENT=66 UNAVAILABLE=69 BUSY=75 PERMISSION=77

# fault WHAT CODE WORD WAY COMMAND...: ends so, and one line of besa has both words: what is wrong, and what to do.
fault() {
    local what=$1 code=$2 word=$3 way=$4 got
    shift 4
    timeout -k 5 120 "$@" >"$work/out" 2>"$work/err" </dev/null
    got=$?
    judge "$what: exit $got, not $code" test $got = "$code"
    judge "$what: says \"$word\" and \"$way\"" bash -c 'grep "^besa: " "$1" | grep -F -- "$2" | grep -qF -- "$3"' - \
        "$work/err" "$word" "$way"
    judge "$what: one sentence" test "$(grep -c '^besa: ' "$work/err")" = 1
    judge "$what: no sanitizer, and no \"not an error\"" bash -c \
        '! grep -qE "Sanitizer|runtime error|not an error|no such table" "$1"' - "$work/err"
}

"$besa" demo --data "$data" >/dev/null 2>"$work/err" || { cat "$work/err"; exit 1; }

# ---- copies that are none
: >"$work/empty.db"
head -c 4000 /dev/urandom >"$work/noise.db"
head -c 9000 "$data/besa.db" >"$work/cut.db"
sqlite3 "$work/other.db" 'CREATE TABLE x (y)'
restore() { fault "$1" "$2" "$3" "$4" "$besa" restore --check "$5" --data "$data"; }
restore 'an empty file' $DATA 'is empty' 'take another one' "$work/empty.db"
restore 'no database' $DATA 'no database, or a damaged one' 'take another copy' "$work/noise.db"
restore 'half of one' $DATA 'no database, or a damaged one' 'take another copy' "$work/cut.db"
restore 'a database of something else' $DATA 'none of a register' 'take another copy' "$work/other.db"
restore 'no file' $ABSENT 'is not there' 'besa backup' "$work/none.db"
restore 'a folder' $ABSENT 'is a folder' 'name a file in it' "$work"

# ---- a register that is elsewhere, damaged, or held
fault 'no register' $ABSENT 'is not there' 'besa init' "$besa" account list --data "$work/none"
cp -a "$data" "$work/damaged"
cp "$work/noise.db" "$work/damaged/besa.db"
chmod 600 "$work/damaged/besa.db"
fault 'noise in place of the database' $DATA 'damaged' 'go back to a copy' "$besa" account list --data "$work/damaged"
sqlite3 "$data/besa.db" 'BEGIN IMMEDIATE' '.shell sleep 60' 'ROLLBACK' &
holder=$!
sleep 1
fault 'a database that somebody holds' $BUSY 'holds the register' 'try again' "$besa" account unlock admin --data "$data"
kill $holder
wait $holder 2>/dev/null
holder=

# ---- an owner that is another one
if [ "$(id -u)" = 0 ]; then
    as=(setpriv --reuid=65534 --regid=65534 --clear-groups)
    # That account has to come so far: what is above $work is closed to it.
    apart=$(mktemp -d /tmp/besa.XXXXXX)
    chmod 711 "$apart"
    cp "$besa" "$apart/besa"
    cp -a "$data" "$apart/owned"
    chown -R 65534:65534 "$apart/owned"
    for file in besa.db keys.db keys/seal-1.key; do
        chown 0 "$apart/owned/$file"
        fault "a $file of root" $PERMISSION "${file##*/}" 'this account' "${as[@]}" "$apart/besa" account list --data "$apart/owned"
        chown 65534 "$apart/owned/$file"
    done
    chown 0 "$apart/owned"
    fault 'a folder of root' $PERMISSION besa.db 'call besa as the account' "${as[@]}" "$apart/besa" account list \
        --data "$apart/owned"
    cp "$data/besa.db" "$apart/root.db"
    chmod 600 "$apart/root.db"
    fault 'a copy of root' $PERMISSION root.db 'call besa as the account' "${as[@]}" "$apart/besa" restore --check \
        "$apart/root.db" --data "$apart/owned"
fi

# ---- an address that is taken
cat >"$work/taken.mjs" <<'NODE'
import net from 'node:net';
const s = net.createServer().listen(0, '127.0.0.1', () => console.log(s.address().port));
NODE
node "$work/taken.mjs" >"$work/port" &
holder=$!
for _ in {1..100}; do
    [ -s "$work/port" ] && break
    sleep 0.1
done
fault 'an address that is taken' $UNAVAILABLE 'the address is in use' 'choose another' "$besa" serve --data "$data" \
    --allow-root --listen "127.0.0.1:$(cat "$work/port")"
kill $holder
wait $holder 2>/dev/null
holder=

# ---- no letters, no card
card=$("$besa" card list --person "$(sqlite3 "$data/besa.db" 'SELECT person_id FROM card LIMIT 1')" --data "$data" 2>/dev/null |
    sed -n 's/^card \([A-Z2-7-]*\),.*/\1/p;q')
printf '<fontconfig><dir>%s/none</dir></fontconfig>' "$work" >"$work/fonts.conf"
fault 'no font' $UNAVAILABLE 'no font' 'apt install fonts-dejavu-core' env FONTCONFIG_FILE="$work/fonts.conf" \
    "$besa" card draw "$card" --out "$work/card.pdf" --data "$data"
judge 'no file of half a card' test ! -e "$work/card.pdf"

# ---- copies onto a full disk
disk=$work/disk
mkdir "$disk"
small=(unshare -m)
"${small[@]}" mount -t tmpfs none "$disk" 2>/dev/null || small=(unshare -rm)
if "${small[@]}" mount -t tmpfs none "$disk" 2>/dev/null; then
    for room in 8k 400k; do
        fault "a copy onto a disk of $room" $BUSY 'the disk is full' 'Make room' "${small[@]}" bash -c '
            mount -t tmpfs -o size=$3,mode=700 none "$4" && "$1" backup "$4" --data "$2"
            code=$?
            [ -z "$(find "$4" -name "*.db")" ] || echo "a half copy stays"
            exit $code' - "$besa" "$data" $room "$disk"
        judge 'no half copy is left' bash -c '! grep -q "half copy" "$1"' - "$work/out"
    done
else
    echo 'full disks were not tried: no file system can be mounted here'
fi

printf '%s passed, %s failed\n' $passed $failed
[ $failed = 0 ]
