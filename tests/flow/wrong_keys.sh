#!/bin/bash
# Keys that are not the register's: every command and the server refuse to begin, name the file, and write nothing.
# Ends with `N passed, N failed`.
set -uo pipefail
export LC_ALL=C.UTF-8
besa=${BESA:-$PWD/build/asan/besa}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

ABSENT=66 PERMISSION=77 CONFIG=78

# refused WHAT CODE FILE WORD: a command and the server end with that code, and a sentence with both words; the database
# is what it was.
refused() {
    local what=$1 code=$2 file=$3 word=$4 before command got
    before=$(sqlite3 "$work/a/besa.db" 'SELECT count(*) FROM audit')
    for command in "audit verify" "tick" "serve --listen 127.0.0.1:0 --allow-root" "backup $work"; do
        # shellcheck disable=SC2086
        timeout -k 5 300 "$besa" $command --data "$work/a" >"$work/out" 2>&1 </dev/null
        got=$?
        if [ $got = "$code" ] && grep -q -- "$file" "$work/out" && grep -q -- "$word" "$work/out" &&
            ! grep -qE 'Sanitizer|runtime error' "$work/out"; then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
            printf 'FAILED: %s: %s (exit %s, not %s)\n' "$what" "$command" $got "$code"
            cat "$work/out"
        fi
    done
    if [ "$(sqlite3 "$work/a/besa.db" 'SELECT count(*) FROM audit')" = "$before" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s: something was written\n' "$what"
    fi
}

works() {
    if "$besa" audit verify --data "$work/a" >"$work/out" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: put right it works again\n'
        cat "$work/out"
    fi
}

for one in a b; do
    "$besa" demo --data "$work/$one" >/dev/null 2>"$work/out" || { cat "$work/out"; exit 1; }
done
keys=$work/a/keys
cp -a "$keys" "$work/kept"
back() { rm -rf "$keys" && cp -a "$work/kept" "$keys"; }

for file in seal-1.key hint-1.key blind-1.key issuer-1.pem; do
    cp "$work/b/keys/$file" "$keys/$file"
    case $file in
    issuer-1.pem) refused "a foreign $file" $CONFIG issuer-1 another ;;
    *) refused "a foreign $file" $CONFIG $file another ;;
    esac
    back
    truncate -s 20 "$keys/$file"
    refused "a cut $file" $CONFIG $file 'cut\|no private key'
    back
    : >"$keys/$file"
    refused "an empty $file" $CONFIG $file empty
    back
    rm "$keys/$file" && mkdir "$keys/$file"
    refused "a folder for $file" $CONFIG $file folder
    back
    mv "$keys/$file" "$work/elsewhere" && ln -s "$work/elsewhere" "$keys/$file"
    refused "a link for $file" $CONFIG $file link
    back
    chmod 644 "$keys/$file"
    refused "$file for everybody" $PERMISSION $file 'chmod 600'
    back
    rm "$keys/$file"
    refused "no $file" $ABSENT $file missing
    back
    works
done
rm -rf "$keys" && cp -a "$work/b/keys" "$keys"
refused 'all keys of another register' $CONFIG key another
back

# The key store.
mkdir "$work/stores"
cp "$work"/a/keys.db* "$work/stores"
own() { rm -f "$work"/a/keys.db* && cp "$work"/stores/keys.db* "$work/a"; }
rm -f "$work"/a/keys.db*
refused 'no key store' $ABSENT keys.db missing
cp "$work/b/keys.db" "$work/a/keys.db"
refused 'the key store of another register' $CONFIG keys.db 'another'
own
truncate -s 5000 "$work/a/keys.db"
refused 'a cut key store' $CONFIG keys.db 'damaged\|cannot be opened'
own
sqlite3 "$work/a/keys.db" 'DELETE FROM data_key WHERE id > 3; UPDATE key_store SET next = 4'
refused 'a key store older than the register' $CONFIG keys.db 'older copy'
own
works

# What nobody listed is not used, and stops nobody.
head -c 32 /dev/urandom >"$keys/seal-2.key" && chmod 600 "$keys/seal-2.key"
works
if grep -q 'seal-2.key' "$work/out" && [ "$(sqlite3 "$work/a/keys.db" 'SELECT max(master) FROM data_key')" = 1 ]; then
    passed=$((passed + 1))
else
    failed=$((failed + 1))
    echo 'FAILED: a key that is not listed is told of and not used'
fi
echo "$passed passed, $failed failed"
[ $failed = 0 ]
