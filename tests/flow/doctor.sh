#!/bin/bash
# `besa doctor`: each fault that comes in silence is made here, named in its line with what to do, and is gone again when it
# is mended. Ends with `N passed, N failed`.
set -uo pipefail
export LC_ALL=C.UTF-8
besa=${BESA:-$PWD/build/asan/besa}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
data=$work/register
passed=0
failed=0

# shellcheck source=tests/support/told.sh
. tests/support/told.sh

# What lies in the way of a good register in this test's own machine is no fault: no systemd, a clock that nobody keeps.
GOOD=0 FAULT=69

doctor() { "$besa" doctor --data "$data" --copies "$work" --certificate "$work/good.crt" "$@" >"$work/out" 2>"$work/err" </dev/null; }

# found WHAT STATE NAME WORD [OPTION...]: that line, and the exit code of the worst one.
found() {
    local what=$1 state=$2 name=$3 word=$4 code got
    shift 4
    doctor "$@"
    got=$?
    code=$GOOD
    [ "$state" != fault ] || code=$FAULT
    judge "$what: exit $got, not $code" test $got = $code
    judge "$what: the line" grep -qE "^$state +$name +.*$word" "$work/out"
    [ "$state" = good ] || judge "$what: says what to do" grep -qE '^ +-> ' "$work/out"
    judge "$what: no sanitizer" bash -c '! grep -qE "Sanitizer|runtime error" "$1"' - "$work/err"
}

certificate() { # NAME DAYS
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days "$2" -subj /CN=karta.example.al \
        -keyout "$work/$1.key" -out "$work/$1.crt" 2>/dev/null
}
certificate good 90
certificate soon 10
certificate now 2

"$besa" demo --data "$data" >/dev/null 2>"$work/err" || { cat "$work/err"; exit 1; }

# ---- well, but for the copy that nobody has made
found 'a register without a copy' fault backup 'no copy'
mkdir "$work/copies"
"$besa" backup "$work/copies" --data "$data" >/dev/null 2>&1
"$besa" tick --data "$data" >/dev/null 2>&1
before=$(sha256sum "$data/besa.db" "$data/keys.db")
found 'a register that is well' good register opens
judge 'nothing is at fault' bash -c '! grep -q ^fault "$1"' - "$work/out"
for name in address disk owner sqlite font backup midnight lists doors log certificate service; do
    judge "a line for $name" grep -qE "^good +$name " "$work/out"
done
judge 'looking changes nothing' test "$before" = "$(sha256sum "$data/besa.db" "$data/keys.db")"
doctor --json
judge 'JSON' node -e '
    const said = JSON.parse(require("fs").readFileSync(process.argv[1]));
    process.exit(said.findings.every((f) => f.what && (f.state === "good") === (f.advice === null)) ? 0 : 1)' "$work/out"
for word in Kola Elira Gjykata; do
    judge "nothing of anybody: $word" bash -c '! grep -q "$1" "$2"' - "$word" "$work/out"
done

# ---- what is late
sql() { sqlite3 "$data/besa.db" "$1"; }
day=$((24 * 3600))
sql "UPDATE backup SET at = at - 2 * $day"
found 'a copy of two days ago' fault backup 'newest copy'
sql "UPDATE backup SET at = at + 2 * $day"
# A list that is signed is told to the doors: what this test does to it is taken back there, too.
turn=$(sql 'SELECT turn FROM check_state')
sql 'UPDATE status_list SET signed_at = signed_at - 3 * 3600'
found 'a list that nobody signed for three hours' fault lists signed
sql 'UPDATE status_list SET signed_at = signed_at + 3 * 3600'
sql "UPDATE check_state SET turn = $turn + 2"
found 'changes that the doors were not told' fault doors '2 changes'
sql "UPDATE check_state SET turn = $turn"
mv "$data/check/check.db" "$work/kept.db"
found 'no check.db' fault doors 'not there'
mv "$work/kept.db" "$data/check/check.db"
found 'put right again' good doors '0 changes'

# ---- certificates, named and out of the site
found 'ten days left' look certificate 'good until' --certificate "$work/soon.crt"
found 'one day left' fault certificate 'good until' --certificate "$work/now.crt"
found 'a key where a certificate should be' fault certificate 'no certificate' --certificate "$work/good.key"
found 'no such certificate' fault certificate 'not there' --certificate "$work/none.crt"
printf 'server {\n    ssl_certificate     %s;\n    ssl_certificate_key %s;\n}\n' "$work/soon.crt" "$work/soon.key" >"$work/site"
"$besa" doctor --data "$data" --copies "$work" --site "$work/site" >"$work/out" 2>"$work/err"
judge 'found in the site' grep -qE '^look +certificate .*soon.crt is good until' "$work/out"
judge 'and the key is not looked at' bash -c '! grep -q soon.key "$1"' - "$work/out"
"$besa" doctor --data "$data" --copies "$work" --site "$work/none" >"$work/out" 2>"$work/err"
judge 'no site is a line' grep -qE '^look +certificate .*cannot be read' "$work/out"

# ---- the same for whoever watches this machine
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
"$besa" serve --data "$data" --listen "127.0.0.1:$port" --allow-root --only register >"$work/served" 2>"$work/err" &
served=$!
for _ in {1..200}; do
    grep -q '^besa serves' "$work/served" && break
    sleep 0.2
done
curl -s "http://127.0.0.1:$port/metrics" >"$work/out"
kill $served
wait $served 2>/dev/null
copied=$(sql 'SELECT max(at) FROM backup')
judge 'when the newest copy was made' grep -qx "besa_copied_timestamp_seconds $copied" "$work/out"
judge 'what the doors were not told' grep -qx 'besa_untold_changes 0' "$work/out"
for name in lists_signed_timestamp_seconds midnight_timestamp_seconds disk_free_bytes; do
    judge "a figure of $name" grep -qE "^besa_$name [0-9]{9,}$" "$work/out"
done
judge 'it ends as OpenMetrics does' test "$(tail -n 1 "$work/out")" = '# EOF'
judge 'no label but of results and of SQLite' bash -c \
    '! grep -v ^# "$1" | grep -F "{" | grep -qvE "^besa_(checks_total\{reason=|sqlite\{version=)"' - "$work/out"

# ---- what cannot be opened still has its other lines
chmod 755 "$data"
found 'a folder that others may list' fault register 'cannot be opened'
judge 'why is said' grep -q 'chmod 700' "$work/err"
judge 'the disk is looked at all the same' grep -qE '^good +disk ' "$work/out"
chmod 700 "$data"
mv "$data/keys/seal-1.key" "$work/seal"
found 'a key that is missing' fault register 'cannot be opened'
judge 'which one' grep -q 'seal-1.key' "$work/err"
mv "$work/seal" "$data/keys/seal-1.key"
if [ "$(id -u)" = 0 ]; then
    chown 65534 "$data/keys.db"
    found 'a file of another account' fault owner 'keys.db belongs to account 65534'
    chown 0 "$data/keys.db"
fi

# ---- another version, and a log that somebody wrote in
sql "INSERT INTO migration (number, name) VALUES (999, '999_later')"
found 'a register of a newer version' fault register 'cannot be opened'
judge 'which is said' grep -q 'newer than this program' "$work/err"
sql 'DELETE FROM migration WHERE number = 999'
trigger=$(sql "SELECT sql FROM sqlite_master WHERE name = 'audit_no_update'")
sql "DROP TRIGGER audit_no_update; UPDATE audit SET at = at - 1 WHERE id = 5; $trigger"
found 'a row of the log that was edited' fault log 'row 5 of the log does not hold'
sql "DROP TRIGGER audit_no_update; UPDATE audit SET at = at + 1 WHERE id = 5; $trigger"
found 'put right again' good log 'the log holds'
sql "DROP TRIGGER audit_no_update; UPDATE audit SET at = at + 7200 WHERE id = (SELECT max(id) FROM audit); $trigger"
found 'a clock behind the log' fault clock 'the clock is behind'

printf '%s passed, %s failed\n' $passed $failed
[ $failed = 0 ]
