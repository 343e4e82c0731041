#!/bin/bash
# `besa reconcile court`: the court's own list against a register into which orders were imported, exit codes, JSON,
# rows that cannot be read. Ends with `N passed, N failed`.
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

sql() { sqlite3 "$data/besa.db" "$1"; }
list() { printf 'numri;lloji;gjykata;data e vendimit;fillimi;mbarimi\n%s' "$1" >"$work/list.csv"; }
reconcile=("$besa" reconcile court --data "$data")

printf 'municipality,unit\nGjirokastër,Lunxhëri\n' >"$work/units.csv"
printf 'shumë e gjatë 1\n' >"$work/password"
chmod 600 "$work/password"
court='Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Gjirokastër'
printf 'kind,issuer,number,decision_date,end,first_name,surname,unit\nUM,%s,7/2026,2026-03-01,2026-09-30,Mirjeta,Sokolaj,Lunxhëri\nUM,%s,8/2026,2026-03-02,2026-09-30,Lule,Prifti,Lunxhëri\n' \
    "$court" "$court" >"$work/orders.csv"
told 'a register' 0 "$besa" init --data "$data" --municipality Gjirokastër --base-uri https://karta.example.al --admin admin \
    --units "$work/units.csv" --password-file "$work/password"
told 'two orders' 0 "$besa" import orders "$work/orders.csv" --data "$data"

told 'help' 0 "$besa" reconcile --help
says 'Usage: besa reconcile court'
told 'no file named' 64 "${reconcile[@]}"
told 'a day that does not exist' 64 "${reconcile[@]}" --from 2026-02-30 "$work/list.csv"
told 'a file that is not there' 66 "${reconcile[@]}" "$work/nothing.csv"

before=$(sql 'SELECT count(*) FROM order_act')
list "7/2026;UM;Gjykata e Rrethit Gjyqësor Gjirokastër;01.03.2026;;30.09.2026
8/2026;UM;$court;02.03.2026;;30.09.2026
"
told 'both agree' 0 "${reconcile[@]}" "$work/list.csv"
says '2 listed, 0 bad, 2 the same'
list "7/2026;UM;$court;01.03.2026;;01.10.2026
9/2026;UM;$court;02.03.2026;;
"
told 'they do not' 1 "${reconcile[@]}" "$work/list.csv"
says "missing here line 3: UM 9/2026, $court, 2026-03-02"
says "missing there UM 8/2026, $court, 2026-03-02"
says ': end: 2026-09-30 in the register, 2026-10-01 in the list'
told 'the same as JSON' 1 "${reconcile[@]}" --json "$work/list.csv"
judge 'JSON' node -e '
    const m = JSON.parse(require("fs").readFileSync(process.argv[1]));
    process.exit(m.missing_here[0].line === 3 && m.missing_there[0].order > 0 && m.differences[0].column === "end" &&
        m.differences[0].there === "2026-10-01" && m.listed === 2 && m.same === 0 ? 0 : 1)' "$work/out"
list "7/2026;UX;$court;01.03.2026;;
"
told 'a row that cannot be read' 65 "${reconcile[@]}" "$work/list.csv"
says 'bad line 2: kind: Must be one of UMPMM, UMM, UM.'
list "7/2026;UM;$court;01.03.2026;;30.09.2026
8/2026;UM;$court;02.03.2026;;30.09.2026
"
iconv -f UTF-8 -t UTF-16 "$work/list.csv" >"$work/utf16.csv"
told 'a list in UTF-16' 0 "${reconcile[@]}" "$work/utf16.csv"
says '2 listed, 0 bad, 2 the same'
told 'a workbook of two lists' 65 "${reconcile[@]}" tests/reference/import/two_lists.xlsx
says 'Several sheets hold a list'
told 'the second of them' 1 "${reconcile[@]}" --sheet 2 tests/reference/import/two_lists.xlsx
says '2 listed, 0 bad, 0 the same, 2 missing here'
told 'a third' 65 "${reconcile[@]}" --sheet 3 tests/reference/import/two_lists.xlsx
judge 'nobody is named' bash -c '! grep -qE "Mirjeta|Sokolaj|Lule|Prifti" "$1"' - "$work/out"
judge 'nothing has changed' test "$(sql 'SELECT count(*) FROM order_act')" = "$before"
judge 'each stands in the log' test "$(sql "SELECT count(*) FROM audit WHERE what = 'order.reconcile'")" = 8
told 'the log holds' 0 "$besa" audit verify --data "$data"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
