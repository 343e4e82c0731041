#!/bin/bash
# The command line from an empty directory on: init, accounts, devices, cards, the log, and what must be refused.
# Ends with `N passed, N failed`.
set -uo pipefail
export LC_ALL=C.UTF-8 TZ=CET-1CEST,M3.5.0,M10.5.0/3
besa=${BESA:-$PWD/build/asan/besa}
vectors=tests/vectors/status-list.json
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
data=$work/register
passed=0
failed=0

# Exit codes of sysexits.h.
USAGE=64 DATA=65 ABSENT=66 CREATE=73 PERMISSION=77 CONFIG=78

# told WHAT CODE COMMAND...: that exit code, and no sanitizer complained. What it said stays in $out and $err.
told() {
    local what=$1 code=$2 got
    shift 2
    "$@" >"$work/out" 2>"$work/err" </dev/null
    got=$?
    out=$(tr -d '\0' <"$work/out")
    err=$(tr -d '\0' <"$work/err")
    judge "$what (exit $got, not $code)" test "$got" = "$code" -a -z "$(grep -E 'Sanitizer|runtime error' "$work/err")"
}

# judge WHAT COMMAND...: it is true.
judge() {
    local what=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s\n%s\n%s\n' "$what" "${out:-}" "${err:-}"
    fi
}

says() { judge "\"$1\" is said" grep -qF -- "$1" "$work/out"; }
warns() { judge "\"$1\" is said on standard error" grep -qF -- "$1" "$work/err"; }
silent_about() { judge "\"$1\" is not said" bash -c '! grep -qF -- "$1" "$2" "$3"' - "$1" "$work/out" "$work/err"; }
piped() { printf '%s' "$1" | "${@:2}"; }
sql() { sqlite3 "$data/besa.db" "$1"; }
mode() { stat -c %a "$1"; }
bytes() { printf "$(sed 's/../\\x&/g' <<<"$1")"; }

# ---- a new register
printf 'shumë e gjatë 1\n' >"$work/password"
chmod 600 "$work/password"
printf 'municipality,unit\nBerat,Otllak\nGjirokastër,Gjirokastër\nGjirokastër,Lunxhëri\n' >"$work/units.csv"
init=("$besa" init --data "$data" --municipality Gjirokastër --base-uri https://karta.example.al --admin admin)
units=(--units "$work/units.csv")
secret=(--password-file "$work/password")

for command in init account device audit tick card cose status-list backup restore; do
    told "besa $command --help" 0 "$besa" $command --help
    says "Usage: besa $command"
    told "an unknown option of $command" $USAGE "$besa" $command verify --no-such-option=secret
    silent_about secret
done
told 'init without units' $USAGE "${init[@]}" "${secret[@]}"
told 'units of a municipality that the file does not have' $DATA "$besa" init --data "$data" --municipality Vlorë \
    --base-uri https://karta.example.al --admin admin "${units[@]}" "${secret[@]}"
told 'no password without a terminal' $ABSENT setsid "${init[@]}" "${units[@]}"
told 'a short password' $DATA piped tooshort "${init[@]}" "${units[@]}" --password-file -
warns 'the next `besa init` uses them'
judge 'a failed init leaves no database' test ! -e "$data/besa.db" -a ! -e "$data/besa.db.making"
told 'an address that no code holds' $DATA "$besa" init --data "$work/long" --municipality Gjirokastër --unit Gjirokastër \
    --base-uri "https://karta.$(printf 'a%.0s' {1..67})" --admin admin "${secret[@]}"
told 'a long address' 0 "$besa" init --data "$work/long" --municipality Gjirokastër --unit Gjirokastër \
    --base-uri https://kartasociale.example.al --admin admin "${secret[@]}"
warns 'codes of cards become finer'
chmod 644 "$work/password"
told 'a password file that others may read' $PERMISSION "${init[@]}" "${units[@]}" "${secret[@]}"
chmod 600 "$work/password"
chmod 755 "$data"
told 'a directory that others may enter' $PERMISSION "${init[@]}" "${units[@]}" "${secret[@]}"
chmod 700 "$data"
: >"$data/besa.db.making"
told 'init again after a failure' 0 "${init[@]}" "${units[@]}" "${secret[@]}"
silent_about 'finer'
says 'using the keys that stand'
silent_about 'shumë e gjatë'
judge 'the interrupted one is gone' test ! -e "$data/besa.db.making"
judge 'modes' test "$(mode "$data") $(mode "$data/besa.db") $(mode "$data/keys") $(mode "$data/keys/seal-1.key")" = '700 600 700 600'
judge 'only the units of this municipality' test "$(sql 'SELECT count(*) FROM unit')" = 2
before=$(sha256sum <"$data/besa.db")
told 'init twice' $CREATE "${init[@]}" "${units[@]}" "${secret[@]}"
warns 'an existing register is not touched'
judge 'untouched' test "$before" = "$(sha256sum <"$data/besa.db")"
for key in seal-1.key issuer-1.pem; do
    chmod 640 "$data/keys/$key"
    told "a $key that others may read" $PERMISSION "$besa" account list --data "$data"
    chmod 600 "$data/keys/$key"
done
told 'a register that is not there' $ABSENT "$besa" account list --data "$work/nothing"

# ---- an origin from which cookies would go in the clear, and what is none
for origin in http://besa.example.al http://127.0.0.1.example.al https:// https://besa.example.al/ besa.example.al; do
    told "the origin $origin" $USAGE "$besa" serve --data "$data" --origin "$origin" --listen 127.0.0.1:1
done

# ---- accounts
account=("$besa" account)
told 'create' 0 "${account[@]}" create D.Hoxha --data "$data" --role coordinator --full-name 'Drita Hoxha' "${secret[@]}"
told 'the same name again' $DATA "${account[@]}" create d.hoxha --data "$data" --role auditor "${secret[@]}"
told 'a password that is guessed first' $DATA piped 'aaaaaaaaaaaa' "${account[@]}" create e.kola --data "$data" --role auditor --password-file -
judge 'and why' grep -q '(password_pattern)' "$work/err"
told 'a password with blanks around it' 0 piped ' dy qershi mbi tryezë ' "${account[@]}" create e.kola --data "$data" --role auditor --password-file -
told 'a drawn one' 0 "${account[@]}" create a.leka --data "$data" --role auditor --draw
judge 'is 28 letters of 32 kinds' grep -qE '^the password, this once: [a-z0-9]{4}(-[a-z0-9]{4}){6}$' "$work/out"
told 'an unknown role' $USAGE "${account[@]}" create e.kola --data "$data" --role king "${secret[@]}"
told 'a kindergarten account without one' $DATA "${account[@]}" create k --data "$data" --role kindergarten "${secret[@]}"
sql "UPDATE account SET failures = 9, locked_until = 4000000000 WHERE name = 'd.hoxha'"
told 'list' 0 "${account[@]}" list --data "$data"
says '[locked]'
told 'unlock' 0 "${account[@]}" unlock d.hoxha --data "$data"
told 'a new password from standard input' 0 piped 'tjetër fjalë e gjatë' "${account[@]}" password d.hoxha --data "$data" --password-file -
told 'list' 0 "${account[@]}" list --data "$data"
says '[has a password from command line]'
sql "INSERT INTO session (token_hash, number, account_id, created_at, seen_at) SELECT x'01', 900, id, unixepoch(), unixepoch() FROM account WHERE name = 'd.hoxha'"
told 'sign-out' 0 "${account[@]}" sign-out d.hoxha --data "$data"
judge 'her session is over' test "$(sql "SELECT count(*) FROM session WHERE number = 900")" = 0
judge 'the log says so' test "$(sql "SELECT why FROM audit WHERE what = 'session.end' AND record_id = 900")" = 'by an administrator'
told 'deactivate' 0 "${account[@]}" deactivate d.hoxha --data "$data"
told 'list as JSON' 0 "${account[@]}" list --data "$data" --json
judge 'JSON of the accounts' node -e '
    const a = JSON.parse(process.argv[1]).accounts.find(x => x.name === "d.hoxha");
    process.exit(a.role === "coordinator" && !a.active && !a.locked && a.must_change && a.given_by === "command line" ? 0 : 1)' "$out"
silent_about scrypt
told 'activate' 0 "${account[@]}" activate d.hoxha --data "$data"
told 'the last administrator' $DATA "${account[@]}" deactivate admin --data "$data"
told 'nobody of that name' $ABSENT "${account[@]}" unlock nobody --data "$data"

# ---- devices
device=("$besa" device)
told 'an unknown organisation' $DATA "${device[@]}" create --data "$data" --organisation Urban --service transport --name 'Linja 1'
told 'a device and its organisation' 0 "${device[@]}" create --data "$data" --organisation 'Urban Çajupi' --new-organisation \
    --service transport --name 'Linja 1'
judge 'a one-time code' grep -qE '^one-time code for it: [A-Z2-7]{42}$' "$work/out"
told 'by name, folded, as JSON' 0 "${device[@]}" create --data "$data" --organisation 'urban cajupi' --service transport --name L2 --json
judge 'JSON of the device' node -e 'const d = JSON.parse(process.argv[1]); process.exit(d.id === 2 && d.enrol.length === 42 ? 0 : 1)' "$out"
told 'a service of another kind' $DATA "${device[@]}" create --data "$data" --organisation 1 --service documents --name L3
told 'rename' 0 "${device[@]}" rename 2 'Linja 2' --data "$data"
told 'enrol again' 0 "${device[@]}" enrol-again 2 --data "$data"
told 'sheets' 0 "${device[@]}" sheets --data "$data" --organisation 'urban cajupi' --service transport --json L5 'Linja 6'
judge 'a link and a code for each' node -e 'const { sheets: [a, b] } = JSON.parse(process.argv[1]); process.exit(a.name === "L5" && b.name === "Linja 6" && /#enrol=[A-Z2-7]{42}$/.test(b.link) && /^[A-Z2-7]{4}-[A-Z2-7]{4}$/.test(b.code) && a.code !== b.code ? 0 : 1)' "$out"
told 'sheets without names' $USAGE "${device[@]}" sheets --data "$data" --organisation 1 --service transport --json
told 'hand over' 0 "${device[@]}" hand-over 3 --data "$data"
told 'no sheet waits' $DATA "${device[@]}" hand-over 3 --data "$data"
told 'revoke' 0 "${device[@]}" revoke 2 --data "$data"
told 'a revoked one is not enrolled' $DATA "${device[@]}" enrol-again 2 --data "$data"
told 'list' 0 "${device[@]}" list --data "$data"
says 'Linja 2 [revoked]'
judge 'no code is shown again' bash -c '! grep -qE "[A-Z2-7]{42}" "$1"' - "$work/out"

# ---- cards
card=("$besa" card)
today=$(date +%F)
printf 'kind,issuer,number,decision_date,first_name,surname,birth_date,unit,start,end\nUM,Gjykata,14,%s,Elira,Kola,1987-05-14,Gjirokastër,%s,%s\n' \
    "$today" "$today" "$(date -d "$today +200 days" +%F)" >"$work/orders.csv"
told 'an order' 0 "$besa" import orders "$work/orders.csv" --data "$data"
told 'a service that is none' $USAGE "${card[@]}" issue --person 1 --case 1 --services bus --data "$data"
told 'one she is not entitled to' $DATA "${card[@]}" issue --person 1 --case 1 --services kindergarten --data "$data"
told 'issue' 0 "${card[@]}" issue --person 1 --case 1 --services transport,documents --data "$data"
says "good until $(date -d "$today +200 days" +%F): transport documents"
silent_about BK1
silent_about Kola
told 'nobody is left without' 0 "${card[@]}" issue --all --services transport --data "$data"
says '0 cards issued'
# the number of the newest card that was not ended
newest() { "${card[@]}" list --person "$(sql 'SELECT person_id FROM card LIMIT 1')" --data "$data" | grep -v ended | sed -n 's/^card \([A-Z2-7-]*\),.*/\1/p;q'; }
told 'list' 0 "${card[@]}" list --person "$(sql 'SELECT person_id FROM card')" --data "$data"
silent_about Kola
number=$(newest)
for format in svg png pdf; do
    told "draw $format" 0 "${card[@]}" draw "$number" --out "$work/card.$format" --data "$data"
    judge "mode of the $format" test "$(mode "$work/card.$format")" = 600
done
told 'draw into no directory' $CREATE "${card[@]}" draw "$number" --out "$work/none/card.pdf" --data "$data"
person=$(sql 'SELECT person_id FROM card')
export_person=("$besa" export person --id "$person" --data "$data")
told 'an export needs a reason' $USAGE "${export_person[@]}" --out "$work/person.json"
told 'one person, to a file' 0 "${export_person[@]}" --why 'her own request' --out "$work/person.json"
judge 'mode of the export' test "$(mode "$work/person.json")" = 600
judge 'the export begins' grep -q '^  "exported_at": ' "$work/person.json"
judge 'the export ends' test "$(tail -n 1 "$work/person.json")" = '}'
judge 'the log is in it' grep -q '"what": "card.issue"' "$work/person.json"
told 'one person, to standard output' 0 "${export_person[@]}" --why 'her own request' --out -
says '  "person": {'
cp "$work/person.json" "$work/before.json"
touch "$work/person.json.part"
told 'a half-written file is pointed at' $CREATE "${export_person[@]}" --why 'her own request' --out "$work/person.json"
warns 'half-written'
judge 'the old one stands' cmp -s "$work/before.json" "$work/person.json"
told 'no such format' $USAGE "${card[@]}" draw "$number" --format bmp --out "$work/card.bmp" --data "$data"

text=$(zbarimg --quiet --raw "$work/card.png" 2>/dev/null)
inspect=("${card[@]}" inspect)
told 'a good card' 0 piped "$text" "${inspect[@]}" - --data "$data"
for said in 'Transport publik (public transport)' 'Dokumente dhe vërtetime' 'is the last good day' 'E.K. 1987' \
    'https://karta.example.al/status/1' 'canonical      yes' 'signature      holds' 'Good.'; do
    says "$said"
done
told 'the last good day and the second after' 0 "${inspect[@]}" "$text" --key "$data/keys/issuer-1.pub" --json
judge 'JSON of the card' node -e '
    const [said, day] = process.argv.slice(1), c = JSON.parse(said).claims;
    const clock = new Intl.DateTimeFormat("sv", {timeZone: "Europe/Tirane", dateStyle: "short", timeStyle: "medium"});
    const next = new Date(Date.parse(day) + 86400000).toISOString().slice(0, 10);
    process.exit(c.until === day && clock.format(new Date(c.exp)) === `${next} 00:00:00` ? 0 : 1)' \
    "$out" "$(date -d "$today +200 days" +%F)"
told 'without a register' 1 env -C "$work" "${inspect[@]}" "$text"
says 'not checked'
says 'E.K. 1987'
told 'in lower case' 0 piped "${text,,}" "${inspect[@]}" - --data "$data"
says 'canonical      no'
told 'nonsense' 1 "${inspect[@]}" 'nonsense' --data "$data"
says 'does not begin with BK1'
told 'nothing' 1 "${inspect[@]}" '' --data "$data"
told 'cut' 1 "${inspect[@]}" "${text:0:120}" --data "$data"
says 'decoding stops'
last=${text: -8:1}
told 'one letter of the signature altered' 1 "${inspect[@]}" "${text:0:-8}$([ "$last" = A ] && echo B || echo A)${text: -7}" --data "$data"
says 'DOES NOT HOLD'
told '10 000 characters' 1 "${inspect[@]}" "BK1$(printf 'A%.0s' {1..9997})" --data "$data"
says 'longer than any card'
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 2>/dev/null | openssl pkey -pubout -out "$work/other.pem"
told 'the key of another issuer' 1 "${inspect[@]}" "$text" --key "$work/other.pem"
says 'another issuer'

told 'replace' 0 "${card[@]}" replace "$number" --data "$data"
told 'revoke what was replaced' $DATA "${card[@]}" revoke "$number" --data "$data"
told 'a revoked card is not drawn' $DATA "${card[@]}" draw "$number" --out "$work/again.pdf" --data "$data"
told 'compromised' 0 "${card[@]}" compromised "$(newest)" --data "$data"
told 'revoke the third' 0 "${card[@]}" revoke "$(newest)" --why lost --data "$data"
told 'no such card' $ABSENT "${card[@]}" revoke ABCD-EFGH-IJKL-MNOP --data "$data"

# ---- keys
told 'which keys' 0 "$besa" key status --data "$data"
says 'seal-1.key     in use'
told 'which key is to be changed' $USAGE "$besa" key rotate --data "$data"
told 'one at a time' $USAGE "$besa" key rotate --master --blind --data "$data"
told 'a new master key' 0 "$besa" key rotate --master --data "$data"
says 'seal-1.key any more: destroy it'
rm "$data/keys/seal-1.key"
told 'a new key of look-ups' 0 "$besa" key rotate --blind --data "$data"
rm "$data/keys/blind-1.key"
told 'names are read by the new one' 0 "${export_person[@]}" --why 'her own request' --out -
says 'Kola'
told 'nothing was asked to be erased' 0 "$besa" erase list --data "$data"
told 'erasing needs an account' $USAGE "$besa" erase person "$person" --data "$data"

# ---- status lists
list=("$besa" status-list)
told 'show' 0 "${list[@]}" show 1 --data "$data" --json
judge 'the list has the bits of the ended cards' test "$(node -p 'Object.keys(JSON.parse(process.argv[1]).nonzero).join()' "$out")" = \
    "$(sql "SELECT group_concat(list_index) FROM (SELECT list_index FROM card WHERE revoked_at IS NOT NULL ORDER BY list_index)")"
told 'no such list' $ABSENT "${list[@]}" show 9 --data "$data"
told 'sign' 0 "${list[@]}" sign --data "$data"
told 'encode, a list with one byte and a half' $USAGE "${list[@]}" encode --entries 12 1
told 'no list' $DATA piped 'no list' "${list[@]}" decode -

vector() { node -p "const v = JSON.parse(require('fs').readFileSync(process.argv[1])); $1" "$vectors"; }
for i in 0 1 2 3; do
    told "example $i" 0 piped "$(vector "v.lists[$i].cbor_hex")" "${list[@]}" decode --hex --json -
    judge "entries of example $i" node -e '
        const [said, file, i] = process.argv.slice(1), l = JSON.parse(said);
        const e = JSON.parse(require("fs").readFileSync(file)).lists[i];
        const want = e.nonzero ?? Object.fromEntries(e.statuses.map((s, n) => [n, s]).filter(x => x[1]));
        require("assert").deepEqual([l.bits, l.entries, l.nonzero], [e.bits, e.entries, want])' "$out" "$vectors" $i
    entries=$(node -p 'Object.entries(JSON.parse(process.argv[1]).nonzero).map(x => x.join("=")).join(" ")' "$out")
    # shellcheck disable=SC2086
    told "example $i written" 0 "${list[@]}" encode --bits "$(vector "v.lists[$i].bits")" --entries "$(vector "v.lists[$i].entries")" $entries
    judge "bytes of example $i" test "$out" = "$(vector "v.lists[$i].cbor_hex")"
done

# The public key out of its point: the DER of a P-256 SubjectPublicKeyInfo up to the point never differs.
point=$(vector "Buffer.from(v.key.x, 'base64url').toString('hex') + Buffer.from(v.key.y, 'base64url').toString('hex')")
bytes "3059301306072a8648ce3d020106082a8648ce3d03010703420004$point" |
    openssl pkey -pubin -inform DER -out "$work/draft.pem"
cose=("$besa" cose verify --key "$work/draft.pem")
for sample in referenced_token_cwt status_list_token_cwt; do
    hex=$(vector "v.$sample.hex")
    bytes "$hex" >"$work/token"
    told "$sample" 0 "${cose[@]}" "$work/token"
    says 'valid: ES256'
    told "$sample in hex, as JSON" 0 piped "$hex" "${cose[@]}" --hex --json -
    told "$sample with data signed along" 1 "${cose[@]}" --external-aad 00 "$work/token"
    last=${hex: -1}
    bytes "${hex%?}$([ "$last" = 0 ] && echo 1 || echo 0)" >"$work/token"
    told "$sample with one bit altered" 1 "${cose[@]}" "$work/token"
    says 'not valid: the signature does not hold'
    bytes "${hex:0:100}" >"$work/token"
    told "$sample cut" 1 "${cose[@]}" "$work/token"
    says 'not valid: '
    bytes "$hex" >"$work/token"
    told "$sample under another key" 1 "$besa" cose verify --key "$work/other.pem" "$work/token"
done
told 'a key that is none' $DATA "$besa" cose verify --key "$work/units.csv" "$work/units.csv"
told 'no key' $USAGE "$besa" cose verify "$work/units.csv"
told 'data that is no hex' $USAGE "$besa" cose verify --key "$work/other.pem" --external-aad xy "$work/units.csv"

# ---- midnight work and the log
told 'tick' 0 "$besa" tick --data "$data"
says 'heads of the log signed: +1'
told 'tick again' 0 "$besa" tick --data "$data"
silent_about 'heads of the log'
audit=("$besa" audit)
rows=$(sql 'SELECT count(*) FROM audit')
told 'the log holds' 0 "${audit[@]}" verify --data "$data"
says "the log holds: $rows rows, 1 signed heads"
told 'list' 0 "${audit[@]}" list --actor 'command line' --limit 500 --data "$data"
for said in account.create device.revoke card.issue card.revoke; do says $said; done
told 'list of one file' 0 "${audit[@]}" list --case 1 --what card. --data "$data" --json
judge 'cards of that file only' node -e '
    const rows = JSON.parse(process.argv[1]).rows;
    process.exit(rows.length && rows.every(r => r.case === 1 && r.what.startsWith("card.")) ? 0 : 1)' "$out"

# ---- a court's odd paper: it says an end 14 months on, more than the law has (law 9669/2006, article 19)
late=$(date -d "$today +14 months" +%F)
printf 'kind,issuer,number,decision_date,first_name,surname,birth_date,unit,start,end\nUM,Gjykata,15,%s,Mira,Leka,1990-01-02,Gjirokastër,%s,%s\n' \
    "$today" "$today" "$late" >"$work/late.csv"
ends() { sql "SELECT count(*) FROM order_act WHERE kind = 'granted' AND end_day = '$late'"; }
told 'an end beyond the law is asked about' $DATA "$besa" import orders "$work/late.csv" --data "$data"
says '(question: --confirm end_beyond_term)'
judge 'nothing was taken' test "$(ends)" = 0
told 'another question confirmed' $DATA "$besa" import orders "$work/late.csv" --confirm measure_meant --data "$data"
told 'the paper says so' 0 "$besa" import orders "$work/late.csv" --confirm end --data "$data"
judge 'as the paper has it' test "$(ends)" = 1

# A copy, and whether it could be gone back to.
mkdir "$work/copies"
told 'a copy' 0 "$besa" backup "$work/copies" --data "$data"
says 'are in neither'
copy=$(ls "$work/copies"/besa-*.db)
judge 'readable by its owner only' test "$(mode "$copy")" = 600
says "SHA-256 $(sha256sum "$copy" | cut -d' ' -f1)"
told 'it holds' 0 "$besa" restore --check "$copy" --data "$data"
says 'these keys open it'
told 'as JSON' 0 "$besa" restore --check "$copy" --data "$data" --json
told 'no folder' $ABSENT "$besa" backup "$work/nowhere" --data "$data"
told 'no copy' $ABSENT "$besa" restore --check "$work/nowhere.db" --data "$data"
told 'no copy named' $USAGE "$besa" restore --data "$data"
printf 'junk' | dd of="$copy" bs=1 seek=20480 conv=notrunc status=none
printf 'junk' | dd of="$copy" bs=1 seek=40960 conv=notrunc status=none
told 'a damaged copy' $DATA "$besa" restore --check "$copy" --data "$data"

# One byte of row 5, as somebody with the sqlite3 shell would do it.
sql "DROP TRIGGER audit_no_update; UPDATE audit SET actor = 'c0mmand line' WHERE id = 5"
told 'one byte of the log altered' $DATA "${audit[@]}" verify --data "$data"
warns 'row 5 of the log, or the signed head for it, does not hold'
told 'the same as JSON' $DATA "${audit[@]}" verify --data "$data" --json
judge 'the row in JSON' node -e 'const v = JSON.parse(process.argv[1]); process.exit(!v.holds && v.broken_row === 5 ? 0 : 1)' "$out"
sql "UPDATE audit SET actor = 'command line' WHERE id = 5"
told 'put right again' 0 "${audit[@]}" verify --data "$data"
sql 'UPDATE audit_head SET signature = zeroblob(64)'
told 'a head that nobody signed' $DATA "${audit[@]}" verify --data "$data"
warns 'or the signed head for it, does not hold'

: >"$data/keys/issuer-1.pub"
told 'a key file that is none' $CONFIG "$besa" tick --data "$data"

echo "$passed passed, $failed failed"
[ $failed = 0 ]
