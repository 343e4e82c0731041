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
