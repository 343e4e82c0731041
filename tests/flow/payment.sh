#!/bin/bash
# Runs of the monthly payment from the command line: nobody prepares or approves without signing in, and never one alone.
# Ends with `N passed, N failed`.
set -uo pipefail
export LC_ALL=C.UTF-8 TZ=CET-1CEST,M3.5.0,M10.5.0/3
besa=${BESA:-$PWD/build/asan/besa}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
data=$work/register
passed=0
failed=0
month=$(date +%Y-%m)
USAGE=64 DATA=65 ABSENT=66 PERMISSION=77

# shellcheck source=tests/support/told.sh
. tests/support/told.sh

for who in admin aid director; do
    printf 'katër qershi %s mbi tryezë\n' $who >"$work/$who"
    chmod 600 "$work/$who"
done
printf 'municipality,unit\nGjirokastër,Lunxhëri\n' >"$work/units.csv"
told 'a register' 0 "$besa" init --data "$data" --municipality Gjirokastër --base-uri https://karta.example.al \
    --admin admin --units "$work/units.csv" --password-file "$work/admin"
told 'an aid officer' 0 "$besa" account create aid --data "$data" --role aid_officer --password-file "$work/aid" --no-change
told 'a director' 0 "$besa" account create director --data "$data" --role director --password-file "$work/director"

pay() { "$besa" payment "$@" --data "$data"; }
aid=(--account aid --password-file "$work/aid")
director=(--account director --password-file "$work/director")
admin=(--account admin --password-file "$work/admin")

told 'a paper is a table, and never JSON' $USAGE pay paper "$month" "${aid[@]}" --json
told 'nobody prepares without a name' $USAGE pay prepare "$month"
said 'who does it signs in'
told 'a month is a month' $USAGE pay prepare 2026-13 "${aid[@]}"
told 'a wrong password' $PERMISSION pay prepare "$month" --account aid --password-file "$work/director"
said 'sign_in_failed'
told 'a future month' $DATA pay prepare 2199-01 "${aid[@]}"
said 'in_future'
told 'a month before any rule' $DATA pay prepare 1999-01 "${aid[@]}"
said 'no_rule'
told 'the aid officer prepares' 0 pay prepare "$month" "${aid[@]}"
said "run 1 of $month, prepared by aid"
told 'and prepares again' 0 pay prepare "$month" "${aid[@]}" --json
said '"state": "prepared"'
told 'and does not approve' $PERMISSION pay approve "$month" "${aid[@]}"
said 'forbidden'
told 'a password that somebody else knows approves nothing' $PERMISSION pay approve "$month" "${director[@]}"
said 'choose another password'
told 'the director chooses one' 0 "$besa" account password director --data "$data" --password-file "$work/director" --no-change
told 'no run' $ABSENT pay approve 2020-01 "${director[@]}"
told 'the director prepares nothing' $PERMISSION pay prepare "$month" "${director[@]}"
told 'the director approves' 0 pay approve "$month" "${director[@]}"
said 'approved by director'
told 'once' $DATA pay approve "$month" "${director[@]}"
said 'already_approved'
told 'it is prepared no more' $DATA pay prepare "$month" "${aid[@]}"
told 'nor dropped' $DATA pay drop "$month" "${aid[@]}"
told 'a director closes no month' $PERMISSION pay close "$month" "${director[@]}"
said 'forbidden'
told 'the aid officer closes it' 0 pay close "$month" "${aid[@]}" --json
said '"closed_on": "'
told 'once' $DATA pay close "$month" "${aid[@]}"
said 'already_closed'
told 'the list to pay by' 0 pay paper "$month" "${aid[@]}" --out "$work/lista.xlsx"
told 'is a spreadsheet' 0 grep -q xl/worksheets "$work/lista.xlsx"
told 'or a table of text' 0 pay paper "$month" "${aid[@]}" --out "$work/lista.csv"
told 'that names its columns' 0 grep -q Mbiemri "$work/lista.csv"
told 'which others cannot read' 0 test "$(stat -c %a "$work/lista.csv")" = 600
told 'the paper for the council' 0 pay council "$month" "${director[@]}"
said 'Gjirokastër'
told 'is not for an administrator' $PERMISSION pay council "$month" --account admin --password-file "$work/admin"
told 'nor of a month without a run' $ABSENT pay council 2020-01 "${aid[@]}"
said 'no_such_run'
told 'a decision needs its number' $USAGE pay decision "$month" --body council "${aid[@]}"
told 'and one of the two bodies' $USAGE pay decision "$month" --body parliament --number 12 --on 2026-01-02 "${aid[@]}"
told 'the council has decided' 0 pay decision "$month" --body council --number 41/2026 --on "$(date +%F)" "${aid[@]}"
said 'decision 41/2026 of the council'
told 'which its paper says' 0 pay council "$month" "${aid[@]}"
said '41/2026'
told 'a bonus is no officer'"'"'s' $PERMISSION pay one-off add "$month" 5000 --text Shtesë --text-en Addition --source 'VKB 30' "${aid[@]}"
told 'a sum is a number' $USAGE pay one-off add "$month" much --text Shtesë --text-en Addition --source 'VKB 30' "${admin[@]}"
told 'the administrator adds it' 0 pay one-off add "$month" 5000 --text Shtesë --text-en Addition --source 'VKB 30' "${admin[@]}"
said 'rule 1: 5000 lekë once'
told 'it is listed' 0 pay one-off list
said '5000 lekë: Shtesë (VKB 30)'
told 'for programs' 0 pay one-off list --json
said '"amount": 5000'
told 'and taken back' 0 pay one-off void 1 "${admin[@]}"
told 'once' $DATA pay one-off void 1 "${admin[@]}"
said 'already_voided'
told 'the list' 0 pay list
said "run 1 of $month, approved"
told 'the list for programs' 0 pay list --json
said '"month_paid"'
told 'nobody stays signed in' 0 test "$(sqlite3 "$data/besa.db" 'SELECT count(*) FROM session')" = 0
told 'the log holds' 0 "$besa" audit verify --data "$data"
told 'help' 0 "$besa" payment --help
said 'Usage: besa payment'

echo "$passed passed, $failed failed"
[ $failed = 0 ]
