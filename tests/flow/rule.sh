#!/bin/bash
# The numbers of the law from the command line: read by whoever has the files, changed by an administrator who signs in.
# Ends with `N passed, N failed`.
set -uo pipefail
export LC_ALL=C.UTF-8 TZ=CET-1CEST,M3.5.0,M10.5.0/3
besa=${BESA:-$PWD/build/asan/besa}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
data=$work/register
passed=0
failed=0
year=$(($(date +%Y) + 1))
USAGE=64 DATA=65 PERMISSION=77

# shellcheck source=tests/support/told.sh
. tests/support/told.sh

for who in admin aid; do
    printf 'katër qershi %s mbi tryezë\n' $who >"$work/$who"
    chmod 600 "$work/$who"
done
printf 'municipality,unit\nGjirokastër,Lunxhëri\n' >"$work/units.csv"
told 'a register' 0 "$besa" init --data "$data" --municipality Gjirokastër --base-uri https://karta.example.al \
    --admin admin --units "$work/units.csv" --password-file "$work/admin"
told 'an aid officer' 0 "$besa" account create aid --data "$data" --role aid_officer --password-file "$work/aid" --no-change
told 'the administrator chooses a password' 0 "$besa" account password admin --data "$data" --password-file "$work/admin" --no-change

rule() { "$besa" rule "$@" --data "$data"; }
admin=(--account admin --password-file "$work/admin")
to_come=(--from "$year-06-01" --source 'ligji 1, neni 3')

told 'the list' 0 rule list
said ' hearing_days 20 from 2010-09-30: ligji 9669/2006'
told 'the list for programs' 0 rule list --json
said '"name": "hearing_days"'
told 'nobody changes a number without a name' $USAGE rule set hearing_days 30 "${to_come[@]}"
said 'who does it signs in'
told 'an aid officer changes none' $PERMISSION rule set hearing_days 30 "${to_come[@]}" --account aid --password-file "$work/aid"
said 'forbidden'
told 'a number that is none' $USAGE rule set hearing 30 "${to_come[@]}" "${admin[@]}"
told 'without a day' $USAGE rule set hearing_days 30 --source 'ligji 1' "${admin[@]}"
told 'without a source' $DATA rule set hearing_days 30 --from "$year-06-01" "${admin[@]}"
told 'out of its bounds' $DATA rule set um_months 0 "${to_come[@]}" "${admin[@]}"
said 'out_of_bounds'
told 'one to come' 0 rule set hearing_days 0 "${to_come[@]}" "${admin[@]}"
said "hearing_days is 0 from $year-06-01 on"
id=$(sed 's/^rule \([0-9]*\):.*/\1/' "$work/out")
told 'the one before ends' 0 rule list
said " hearing_days 20 from 2010-09-30 to $year-05-31: ligji"
told 'it is taken back' 0 rule void "$id" "${admin[@]}"
told 'once' $DATA rule void "$id" "${admin[@]}"
said 'already_voided'
told 'one that has begun is not' $DATA rule void 1 "${admin[@]}"
said 'rule_begun'
told 'it stays on record' 0 rule list
said "$id hearing_days 0 from $year-06-01 (taken back): ligji 1, neni 3"
told 'nobody stays signed in' 0 test "$(sqlite3 "$data/besa.db" 'SELECT count(*) FROM session')" = 0
told 'the log holds' 0 "$besa" audit verify --data "$data"
told 'help' 0 "$besa" rule --help
said 'Usage: besa rule'

echo "$passed passed, $failed failed"
[ $failed = 0 ]
