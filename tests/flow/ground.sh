#!/bin/bash
# Cards on other grounds than an order from the command line: a list with faults, taken whole or without them, again in
# another order and as text apart by tabs; cards some each day; how well they cover. Ends with `N passed, N failed`.
set -uo pipefail
export LC_ALL=C.UTF-8 TZ=CET-1CEST,M3.5.0,M10.5.0/3
besa=${BESA:-$PWD/build/asan/besa}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
data=$work/register
passed=0
failed=0
USAGE=64 DATA=65 ABSENT=66

# shellcheck source=tests/support/told.sh
. tests/support/told.sh

printf 'katër qershi admin mbi tryezë\n' >"$work/admin"
chmod 600 "$work/admin"
printf 'municipality,unit\nGjirokastër,Lunxhëri\n' >"$work/units.csv"
told 'a register' 0 "$besa" init --data "$data" --municipality Gjirokastër --base-uri https://karta.example.al \
    --admin admin --units "$work/units.csv" --password-file "$work/admin"

ground() { "$besa" ground "$@" --data "$data"; }
sql() { sqlite3 "$data/besa.db" "$1"; }
HEAD='Emri;Mbiemri;Viti i lindjes;Njësia;Lloji;Vendimi;Data e vendimit'
ROWS=('Arta;Gjoka;1985;Lunxhëri;ndihmë ekonomike;NE-1;05.01.2026'
    'Beni;Hoxha;12.03.1960;;Economic Aid;NE-2;2026-01-05'
    'Drita;-;1990;;pasuri;NE-3;05.01.2026'
    'Ema;Kola;1971;;economic_aid;NE-4;05.01.2026')
{ echo "$HEAD" && printf '%s\n' "${ROWS[@]}"; } >"$work/list.csv"

told 'which file?' $USAGE ground import
told 'no such file' $ABSENT ground import "$work/none.csv"
told 'a list with a fault' $DATA ground import "$work/list.csv"
said 'line 4: kind'
said '4 read, 3 could be added, 0 already there, 1 bad; nothing written'
told 'a dry run' $DATA ground import "$work/list.csv" --skip-bad --dry-run
said 'a dry run: nothing written'
told 'nothing is there' 0 test "$(sql 'SELECT count(*) FROM ground_holder')" = 0
told 'the good lines' 0 ground import "$work/list.csv" --skip-bad
said '4 read, 3 added, 0 already there, 1 bad'
{ echo "$HEAD" && printf '%s\n' "${ROWS[3]}" "${ROWS[1]}" "${ROWS[0]}"; } | tr ';' '\t' >"$work/again.tsv"
told 'the same in another order, apart by tabs' 0 ground import "$work/again.tsv"
said '3 read, 0 added, 3 already there, 0 bad'
printf 'Emri;Lloji\nArta;economic_aid\n' >"$work/short.csv"
told 'a list without its columns' $DATA ground import "$work/short.csv"
said 'no row was read; nothing written'
told 'no name of a holder lies open' 1 grep -qra -e Gjoka -e 'NE-1' "$data"

told 'without a rule there is no card' 0 ground issue
said '0 new cards'
sql "INSERT INTO ground_rule (id, kind, service, source, from_day) VALUES (1, 'economic_aid', 'transport', 'VKB 7', '2026-01-01')"
told 'some each day' 0 ground issue --most 2
said '2 new cards'
told 'the rest' 0 ground issue
said '1 new cards'
told 'none of none' $USAGE ground issue --most 0

# Broken off by force in the middle of many, it goes on where it was: nobody has two cards, and nobody none.
letters=(a e i o u k l r b d f g m n p s t)
{
    echo "$HEAD"
    for i in {0..999}; do
        echo "Mbajtësi${letters[i / 60]};Kola;$((1940 + i % 60));;economic_aid;MK-$i;05.01.2026"
    done
} >"$work/many.csv"
told 'many more' 0 ground import "$work/many.csv"
"$besa" ground issue --data "$data" >/dev/null 2>&1 &
issuing=$!
# Held still while it is looked at: what is counted is what stands when it is killed.
cards() { sqlite3 "$data/besa.db" 'SELECT count(*) FROM card' 2>/dev/null; }
stand=3
while kill -STOP "$issuing" 2>/dev/null; do
    stand=$(cards)
    [ "${stand:-0}" -gt 3 ] && break
    kill -CONT "$issuing"
    sleep 0.002
done
kill -9 "$issuing"
wait "$issuing" 2>/dev/null
stand=$(sql 'SELECT count(*) FROM card')
told 'it was broken off in the middle' 0 test "$stand" -gt 3 -a "$stand" -lt 1003
# In whole batches of 200 holders, drawn by lot, and those three have theirs already.
told 'whole batches stand' 0 test $((stand % 200)) -le 3
told 'it goes on' 0 ground issue
said "$((1003 - stand)) new cards"
told 'one card each' 0 test "$(sql 'SELECT count(*) || "," || count(DISTINCT person_id) FROM card')" = 1003,1003
told 'no more' 0 ground issue
said '0 new cards'
sql "UPDATE card SET revoked_at = 1, revoked_why = 'lost' WHERE id > 3"
told 'the cover' 0 ground cover
said 'all: transport: 3 on other grounds, 0 of files'
said 'unit Lunxhëri: transport: 1 on other grounds, 0 of files'
told 'the cover for programs' 0 ground cover --json
said '"other": 3'

echo "$passed passed, $failed failed"
[ $failed = 0 ]
