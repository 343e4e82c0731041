#!/bin/bash
# The day the server burns: encrypted copies, what they show, going back to one by command on another machine, where the card
# of before is good; what was lost in between is said first; copies that are none, each told in one sentence. Ends with
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

USAGE=64 DATA=65 ABSENT=66 BUSY=75 PERMISSION=77

sql() { sqlite3 "$data/besa.db" "$1"; }
# refused WHAT CODE WORD COMMAND...: that code, one sentence, and it has the word.
refused() {
    local what=$1 code=$2 word=$3
    shift 3
    told "$what" "$code" "$@"
    judge "$what: \"$word\" is said" grep -qF -- "$word" "$work/err"
    judge "$what: in one sentence" test "$(grep -c '^besa: ' "$work/err")" = 1
}
# served FOLDER: is served at $at until `stopped`.
served() {
    local port
    port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
    at=http://127.0.0.1:$port
    "$besa" serve --data "$1" --listen "127.0.0.1:$port" --allow-root >"$work/served" 2>"$work/serving" &
    served=$!
    for _ in {1..200}; do
        grep -q '^besa serves' "$work/served" && return
        sleep 0.1
    done
}
stopped() {
    kill $served
    wait $served 2>/dev/null
    served=
}
# A card as a bus asks for it.
asked() {
    curl -s -H "Authorization: Bearer $device" -H 'Content-Type: application/json' -d "{\"card\":\"$card\"}" \
        "$at/api/v1/check" >"$work/out"
}

"$besa" demo --data "$data" >"$work/demo" 2>"$work/err" || { cat "$work/err"; exit 1; }
device=$(grep -o 'Bearer [A-Z2-7]*' "$work/demo" | head -n 1 | cut -d ' ' -f 2)
card=$(grep -o 'BK1[A-Z2-7]*' "$work/demo" | head -n 1)
for name in safe drill other; do
    age-keygen -o "$work/$name.key" 2>/dev/null
done
public() { age-keygen -y "$work/$1.key"; }
mkdir -m 700 "$copies"

# ---- encrypted copies
told 'a copy to two keys' 0 "$besa" backup "$copies" --data "$data" --recipient "$(public safe)" --recipient "$(public drill)"
says 'All three are encrypted'
copy=$(ls "$copies"/besa-*.db.age)
store=$(ls "$copies"/keys/keys-*.db.age)
pack=$(ls "$copies"/keys/keys-*.keys.age)
judge 'nothing plain is left' test -z "$(find "$copies" "$data" -name '*T*Z.db' -o -name '*T*Z.keys' -o -name 'copies.tmp')"
judge 'nobody else reads them' test -z "$(find "$copies" -type f -not -perm 600)"
judge 'the register knows the encrypted file' test \
    "$(sql "SELECT lower(hex(digest)) || ' ' || name FROM backup")" = "$(sha256sum "$copy" | cut -d ' ' -f 1) ${copy##*/}"
for key in safe drill; do
    judge "the key \"$key\" opens it" bash -c '"$1" -d -i "$2" "$3" | head -c 15 | grep -q "SQLite format 3"' - \
        age "$work/$key.key" "$copy"
done
judge 'the keys in it are those of the register, readable without Besa' test \
    "$(age -d -i "$work/safe.key" "$pack" | sed -n 's/^seal-1.key //p')" = "$(od -An -v -t x1 "$data/keys/seal-1.key" | tr -d ' \n')"
judge 'nothing of it is plain in them' bash -c '! grep -qa -e "SQLite format" -e "Gjirokast" "$@"' - "$copy" "$store" "$pack"
refused 'a key cut short' $DATA 'is no public key of age' "$besa" backup "$copies" --data "$data" --recipient age1short
refused 'a key with a letter changed' $DATA 'no public key of age' "$besa" backup "$copies" --data "$data" \
    --recipient "$(public safe | sed 's/.$/q/; t')$(public safe | sed 's/.*q$/x/; t; s/.*//')"
judge 'and no other file came of it' test "$(find "$copies" -type f | wc -l)" = 3

# ---- what is lost
served "$data"
asked
judge 'the card is good before' grep -q '"verdict":"valid"' "$work/out"
stopped
number=$("$besa" card inspect "$card" --data "$data" 2>/dev/null | grep -oE '[A-Z2-7]{4}(-[A-Z2-7]{4}){3}' | head -n 1)
told 'a card is withdrawn after the copy' 0 "$besa" card revoke "$number" --why revoked --data "$data"
before=$(sha256sum "$data/besa.db" "$data/keys.db")
restore() { "$besa" restore "$copy" --data "$data" --identity "$work/safe.key" "$@"; }
refused 'nobody answers' $USAGE 'nothing was changed' restore
for word in 'cards withdrawn: 1' 'card.revoke: 1' 'backup.make: 1' 'withdraw them anew'; do
    says "$word"
done
judge 'nothing was changed' test "$before" = "$(sha256sum "$data/besa.db" "$data/keys.db")"
judge 'nothing plain is left of looking' test ! -e "$data/restore.tmp"
served "$data"
refused 'a register that is served' $BUSY 'stop besa-register' restore --yes
asked
judge 'the withdrawn card is not good' grep -q '"verdict":"invalid"' "$work/out"
stopped

# ---- going back on the same machine
told 'going back' 0 restore --yes
says 'The register stands in'
judge 'what stood there is kept' test "$(sqlite3 "$data"/before-*/besa.db \
    'SELECT count(*) FROM card WHERE revoked_at IS NOT NULL')" = $(($(sql 'SELECT count(*) FROM card WHERE revoked_at IS NOT NULL') + 1))
told 'the log holds' 0 "$besa" audit verify --data "$data"
judge 'it is in the log' test "$(sql "SELECT count(*) FROM audit WHERE what = 'backup.restore'")" = 1
served "$data"
asked
judge 'the card is as it was' grep -q '"verdict":"valid"' "$work/out"
stopped

# ---- the day the server burns
files=$(sql 'SELECT count(*) FROM case_file')
mv "$data" "$work/burnt"
data=$work/elsewhere
start=$(date +%s%N)
told 'elsewhere, with copies and one private key' 0 restore
judge "within a minute: $((($(date +%s%N) - start) / 1000000)) ms" test $((($(date +%s%N) - start) / 1000000000)) -lt 60
says "The copy holds: $files files"
served "$data"
asked
judge 'the card is good there' grep -q '"verdict":"valid"' "$work/out"
stopped
told 'the log holds there' 0 "$besa" audit verify --data "$data"
told 'a new copy is made there' 0 "$besa" backup "$copies" --data "$data"

# ---- cut off by kill -9 at any moment: either register opens, and the same command ends it
mkdir -m 700 "$work/killed"
cp -a "$data" "$work/killed/whole"
bare=$data
cuts=0
for tenth in 1 2 3 4 6 8 10 12 14 16; do
    data=$work/killed/register
    rm -rf "$data"
    cp -a "$work/killed/whole" "$data"
    { timeout -s KILL "$((tenth / 10)).$((tenth % 10))" "$besa" restore "$copy" --yes --data "$data" \
        --identity "$work/safe.key" >/dev/null </dev/null || cuts=$((cuts + 1)); } 2>/dev/null
    told "cut off after $tenth tenths of a second, the register opens" 0 "$besa" audit verify --data "$data"
    told "cut off after $tenth tenths of a second, the command ends what it began" 0 restore --yes
    judge "cut off after $tenth tenths of a second, nothing plain is left" test ! -e "$data/restore.tmp"
done
judge "some were cut off ($cuts)" test $cuts -gt 2
data=$bare

# ---- a full disk
disk=$work/disk
mkdir "$disk"
if unshare -m mount -t tmpfs none "$disk" 2>/dev/null; then
    for room in 8k 400k 1160k; do
        refused "an encrypted copy onto a disk of $room" $BUSY 'the disk is full' unshare -m bash -c '
            mount -t tmpfs -o size=$3,mode=700 none "$4" && "$1" backup "$4" --data "$2" --recipient "$5"
            code=$?
            [ -z "$(find "$4" -type f)" ] || echo "a half copy stays"
            exit $code' - "$besa" "$data" $room "$disk" "$(public safe)"
        judge "no half copy is left on $room" bash -c '! grep -q "half copy" "$1"' - "$work/out"
        judge "nor a plain one in the register's folder" test ! -e "$data/copies.tmp"
    done
else
    echo 'full disks were not tried: no file system can be mounted here'
fi

# ---- plain copies, too: the keys are kept apart, and put there first
plain=$(ls "$copies"/besa-*Z.db)
mv "$data" "$work/burnt2"
copy=$plain
refused 'no keys' $ABSENT 'there are no keys' restore
mkdir -m 700 "$data" 2>/dev/null
cp -a "$work/burnt/keys" "$data/keys"
told 'a plain copy' 0 restore
told 'and its log holds' 0 "$besa" audit verify --data "$data"

# ---- copies that are none
copy=$(ls "$copies"/besa-*.db.age)
check() { "$besa" restore --check "$1" --data "$data" --identity "$work/${2:-safe}.key"; }
told 'an encrypted copy is looked into' 0 check "$copy"
says 'these keys open it'
bad=$work/bad
mkdir -p "$bad/keys"
fresh() { cp "$copy" "$bad" && cp "$store" "$pack" "$bad/keys"; }
spoilt=$bad/${copy##*/}
fresh
truncate -s -1000 "$spoilt"
refused 'cut off' $DATA 'is cut off or altered' check "$spoilt"
truncate -s 40 "$spoilt"
refused 'cut in its head' $DATA 'is cut off or altered' check "$spoilt"
: >"$spoilt"
refused 'empty' $DATA 'is empty' check "$spoilt"
fresh
printf 'x' | dd of="$spoilt" bs=1 seek=5000 conv=notrunc 2>/dev/null
refused 'a byte altered' $DATA 'is cut off or altered' check "$spoilt"
fresh
truncate -s -10 "$bad/keys/${store##*/}"
refused 'a key store cut off' $DATA "${store##*/}" check "$spoilt"
fresh
age -r "$(public safe)" -o "$bad/keys/${pack##*/}.new" "$work/demo" && mv "$bad/keys/${pack##*/}.new" "$bad/keys/${pack##*/}"
refused 'other bytes for the keys' $DATA "${pack##*/}" check "$spoilt"
refused 'another private key' $PERMISSION 'was not encrypted to this private key' check "$copy" other
refused 'no private key' $ABSENT 'is encrypted: name the file of a private key' "$besa" restore --check "$copy" --data "$data"
cp "$work/demo" "$work/none.key" && chmod 600 "$work/none.key"
refused 'a named key store that is not there' $ABSENT 'nowhere.db.age' "$besa" restore --check "$copy" --data "$data" \
    --identity "$work/safe.key" --keys "$work/nowhere.db.age"
refused 'a private key that is none' $DATA 'holds none' check "$copy" none
cp "$work/safe.key" "$work/open.key" && chmod 644 "$work/open.key"
refused 'a private key that others read' $PERMISSION 'chmod 600' check "$copy" open
refused 'a private key that is not there' $ABSENT 'is not there' check "$copy" nowhere
theirs=$work/another/register
mkdir -m 700 "$work/another" "$work/another/copies"
"$besa" demo --data "$theirs" >/dev/null 2>&1
"$besa" backup "$work/another/copies" --data "$theirs" --recipient "$(public safe)" >/dev/null 2>&1
told 'a copy of another municipality' $DATA "$besa" restore "$work"/another/copies/besa-*.age --yes --data "$data" --identity "$work/safe.key"
judge 'which is said' grep -q "is another register's" "$work/err"
sqlite3 "$theirs/besa.db" "INSERT INTO migration (number, name) VALUES (999, '999_later')"
sqlite3 "$theirs/besa.db" ".backup $work/another/besa-20300101T000000Z.db"
refused 'a copy of a newer program' $DATA 'a newer program' "$besa" restore --check \
    "$work/another/besa-20300101T000000Z.db" --keys "$theirs/keys.db" --data "$theirs"

printf '%s passed, %s failed\n' $passed $failed
[ $failed = 0 ]
