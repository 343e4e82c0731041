#!/bin/bash
# Measures the targets and prints them as a table. Baseline and candidate take turns, ROUNDS times,
# and the medians are compared, so that a ratio holds on a machine that is busy with something else.
#
#   BENCH_SIZES='1000 100000 1000000'  cards in the databases; the recompute has up to 100 000 files
#   SECONDS_EACH=4  ROUNDS=3  THREADS=32  REVOCATIONS=300
#
# `pay DATADIR` says `prepared LINES SECONDS` and `approved LINES SECONDS`.
# `fill DATADIR FILES CARDS` makes a database, with DATADIR/cards.txt and DATADIR/device.token, and says
# `issued N SECONDS`: cards signed and stored. `recompute DATADIR` says `recomputed FILES SECONDS`.
# `revoke.mjs BESA DATADIR COUNT` says `revoked COUNT P50 P99 WORST`, in ms.
# `screen DATADIR WHAT…` says `screen WHAT MS`: the median of opening it.
# `pages.mjs BESA DATADIR` says `page WHAT MS REQUESTS KIB`: all that a page asks for, one after the other.
# Filled databases stay in build/bench/ and are used again until the program changes.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 70
export LC_ALL=C.UTF-8
read -ra sizes <<<"${BENCH_SIZES:-1000 100000 1000000}"
each=${SECONDS_EACH:-4} rounds=${ROUNDS:-3} threads=${THREADS:-32}
revocations=${REVOCATIONS:-300}
besa=build/release/besa programs=build/release/tests/bench dir=build/bench
pids=()
as_root=$([ "$(id -u)" != 0 ] || echo --allow-root)
mkdir -p $dir

stop_all() {
    [ ${#pids[@]} -eq 0 ] || kill "${pids[@]}" 2>/dev/null
    wait 2>/dev/null
    pids=()
}
trap stop_all EXIT
trap 'exit 130' INT TERM

note() { echo "bench: $*" >&2; }
median() { printf '%s\n' "$@" | sort -g | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
calc() { awk "BEGIN { printf \"$1\", $2 }"; }
holds() { awk "BEGIN { exit !($1) }"; }
microseconds() { echo "${EPOCHREALTIME/./}"; }
peak() { awk '/^VmHWM/ { print $2 }' "/proc/$1/status" 2>/dev/null; }

# A port nobody listens on.
port_free() {
    local port
    while :; do
        port=$((20000 + RANDOM % 20000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo $port; return; }
    done
}

# ready PID PORT: it accepts connections; fails when it ends before, or after 30 s.
ready() {
    local until=$(($(microseconds) + 30000000))
    until (exec 3<>"/dev/tcp/127.0.0.1/$2") 2>/dev/null; do
        kill -0 "$1" 2>/dev/null && [ "$(microseconds)" -lt $until ] || return 1
    done
}

# ---- the table
rows=()
missed=0
# row WHAT MEASURED BASELINE RATIO TARGET CONDITION
row() {
    local verdict=reached
    if ! holds "$6"; then verdict=MISSED missed=$((missed + 1)); fi
    rows+=("$1|$2|$3|$4|$5|$verdict")
}
absent() {
    rows+=("$1|-|-|-|$2|NOT MEASURED: $3")
    missed=$((missed + 1))
}
table() {
    local line cells widths=(52 18 18 7 26)
    printf '%-*s  %-*s  %-*s  %-*s  %-*s  %s\n' 52 what 18 measured 18 baseline 7 ratio 26 target verdict
    for line in "${rows[@]}"; do
        IFS='|' read -ra cells <<<"$line"
        printf '%-*s  %-*s  %-*s  %-*s  %-*s  %s\n' "${widths[0]}" "${cells[0]}" "${widths[1]}" "${cells[1]}" \
            "${widths[2]}" "${cells[2]}" "${widths[3]}" "${cells[3]}" "${widths[4]}" "${cells[4]}" "${cells[5]}"
    done
}

# ---- databases
filled() { [ -s "$dir/$1/cards.txt" ] && [ "$dir/$1/cards.txt" -nt $programs/fill ]; }
fill() {
    local files=$(($1 < 100000 ? $1 : 100000))
    filled "$1" && return
    [ -x $programs/fill ] || return 1
    note "filling a database with $files files and $1 cards"
    rm -rf "${dir:?}/$1"
    if ! $programs/fill "$dir/$1" $files "$1" >"$dir/fill.$1" || ! $besa tick --data "$dir/$1" >/dev/null; then
        rm -rf "${dir:?}/$1"
        return 1
    fi
}

# ---- the check
# load PORT SIZE: one run of wrk; prints "requests/s p50 p99 failures".
load() {
    wrk -t2 -c16 -d"${each}s" -s tests/bench/check.lua "http://127.0.0.1:$1" -- "$dir/$2/cards.txt" \
        "$dir/$2/device.token" | sed -n 's/^result //p'
}

# The reply to one real check, as it came over the wire: what the baseline answers. Fails unless it is 200.
reply_take() {
    local card
    card=$(head -n 1 "$dir/$2/cards.txt")
    curl -sS --raw -i -o $dir/reply -X POST "http://127.0.0.1:$1/api/v1/check" -H 'Content-Type: application/json' \
        -H "Authorization: Bearer $(head -n 1 "$dir/$2/device.token")" -d "{\"card\":\"$card\",\"service\":\"transport\"}" &&
        head -n 1 $dir/reply | grep -q ' 200 ' && grep -q '"valid"' $dir/reply
}

# What a request costs as a multiple of the baseline's, by form and size: machine noise falls out.
declare -A share
check_target='>= 0.8, p99 <= 1 ms'
# check_measure FORM SIZE: FORM is both, one process for all, or doors, the check process on its own folder.
check_measure() {
    local form=$1 size=$2 port_a port_b server bare i r p f a=() b=() p99=() p99_bare=() failures=0 n
    local options=(--data "$dir/$size")
    [ "$form" = both ] || options=(--only check --data "$dir/$size/check")
    n="$(printf "%'d" "$size" | tr ',' ' ') cards$([ "$form" = both ] || echo ', --only check')"
    fill "$size" || { absent "check, $n" "$check_target" 'no database'; return; }
    port_a=$(port_free)
    $besa serve $as_root "${options[@]}" --listen "127.0.0.1:$port_a" --heads /dev/null >$dir/serve.log 2>&1 &
    server=$!
    pids+=($server)
    if ! ready $server "$port_a" || ! reply_take "$port_a" "$size"; then
        absent "check, $n" "$check_target" "serve does not answer 200, see $dir/serve.log"
        stop_all
        return
    fi
    port_b=$(port_free)
    $programs/bare "$port_b" "$threads" $dir/reply &
    bare=$!
    pids+=($bare)
    ready $bare "$port_b" || { absent "check, $n" "$check_target" 'no baseline'; stop_all; return; }
    note "checking $n, $rounds times $each s each"
    load "$port_a" "$size" >/dev/null
    for ((i = 0; i < rounds; i++)); do
        read -r r _ p _ < <(load "$port_b" "$size")
        b+=("${r:-0}") p99_bare+=("${p:-0}")
        read -r r _ p f < <(load "$port_a" "$size")
        a+=("${r:-0}") p99+=("${p:-0}") failures=$((failures + ${f:-1}))
    done
    local mine base ratio late late_bare
    mine=$(median "${a[@]}") base=$(median "${b[@]}") late=$(median "${p99[@]}") late_bare=$(median "${p99_bare[@]}")
    ratio=$(calc %.2f "$mine / ($base + 1e-9)")
    share[$form $size]=$(calc %.4f "$mine / ($base + 1e-9)")
    if [ $failures -gt 0 ]; then
        absent "check, $n" "$check_target" "$failures requests failed"
    else
        row "check, $n" "$mine/s" "$base/s" "$ratio" '>= 0.8' "$ratio >= 0.8"
        row "  its p99, 16 connections" "$(calc %.2f "$late / 1000") ms" "$(calc %.2f "$late_bare / 1000") ms" \
            "$(calc %.2f "$late / ($late_bare + 1e-9)")" '<= 1 ms' "$late <= 1000"
    fi
    if [ "$size" = "${sizes[-1]}" ]; then
        r=$(peak $server)
        row "  its memory" "$(calc %.0f "$r / 1024") MiB" - - '<= 64 MiB' "$r <= 65536"
    fi
    stop_all
}

# How much dearer a check is in the largest database than in the smallest.
flatness() {
    local form small=${sizes[0]} large=${sizes[-1]} dearer
    [ "$small" != "$large" ] || return
    for form in both doors; do
        [ -n "${share[$form $small]-}" ] && [ -n "${share[$form $large]-}" ] || continue
        dearer=$(calc %.2f "(${share[$form $small]} + 1e-9) / (${share[$form $large]} + 1e-9)")
        row "check, $large cards against $small$([ $form = both ] || echo ', --only check')" \
            "$(calc %.2f "${share[$form $large]}") of bare" "$(calc %.2f "${share[$form $small]}") of bare" "$dearer" \
            '<= 1.05 times as dear' "$dearer <= 1.05"
    done
}

# From the answer to staff until the door refuses: two processes, in a copy whose cards stay revoked.
revocation_measure() {
    local size=${sizes[0]} said n middle late worst
    fill "$size" || { absent 'a revocation at the door' '<= 50 ms' 'no database'; return; }
    [ "$revocations" -le "$size" ] || revocations=$size
    note "revoking $revocations cards"
    rm -rf $dir/revoke && cp -a "$dir/$size" $dir/revoke
    said=$(node tests/bench/revoke.mjs $besa $dir/revoke "$revocations" | sed -n 's/^revoked //p')
    rm -rf $dir/revoke
    if [ -z "$said" ]; then absent 'a revocation at the door' '<= 50 ms' 'it failed'; return; fi
    read -r n middle late worst <<<"$said"
    row "revocation: staff's answer to the door's, p99 of $n" "$late ms" - - '<= 50 ms' "$n >= 200 && $late <= 50"
    row '  its median, and its worst' "$middle, $worst ms" - - '<= 50 ms' "$middle <= 50"
}

# ---- the others
issue_measure() {
    local i a=() b=() n s rate_a rate_b ratio
    [ -x $programs/fill ] || { absent 'issuing cards in bulk' '>= 0.5' 'no fill program'; return; }
    note 'issuing in bulk'
    for ((i = 0; i < rounds; i++)); do
        b+=("$($programs/sign 2)")
        rm -rf $dir/issue
        read -r n s < <($programs/fill $dir/issue 10000 20000 2>/dev/null | sed -n 's/^issued //p')
        a+=("$(calc %.0f "${n:-0} / (${s:-0} + 1e-9)")")
    done
    rm -rf $dir/issue
    rate_a=$(median "${a[@]}") rate_b=$(median "${b[@]}")
    if [ "$rate_a" = 0 ]; then absent 'issuing cards in bulk' '>= 0.5' 'fill says no "issued N SECONDS"'; return; fi
    ratio=$(calc %.2f "$rate_a / $rate_b")
    row 'issuing cards in bulk: sign, store' "$rate_a/s" "$rate_b/s (sign)" "$ratio" '>= 0.5' "$ratio >= 0.5"
}

recompute_measure() {
    local pid kib=0 now said n s
    fill 100000 && [ -x $programs/recompute ] ||
        { absent 'recomputing all entitlements, 100 000 files' '<= 30 s, <= 256 MiB' 'no program or no database'; return; }
    note 'recomputing all entitlements'
    $programs/recompute $dir/100000 >$dir/recompute.log &
    pid=$!
    pids+=($pid)
    while kill -0 $pid 2>/dev/null; do
        now=$(peak $pid)
        [ "${now:-0}" -gt "$kib" ] && kib=$now
        sleep 0.02
    done
    wait $pid || { absent 'recomputing all entitlements' '<= 30 s, <= 256 MiB' "it failed, see $dir/recompute.log"; return; }
    said=$(sed -n 's/^recomputed //p' $dir/recompute.log)
    read -r n s <<<"${said:-0 0}"
    row "recomputing all entitlements, $n files" "$s s" - - '<= 30 s' "$n >= 100000 && $s <= 30"
    row '  its memory' "$(calc %.0f "$kib / 1024") MiB" - - '<= 256 MiB' "$kib <= 262144"
}

# The list that the run below is paid by.
sheet_measure() {
    local said n s kib
    said=$($programs/paysheet $dir/pay $dir/100000/keys | sed -n 's/^written //p')
    read -r n s kib <<<"${said:-0 99 999999}"
    row "  its list as a spreadsheet, $n lines" "$s s" - - '<= 10 s' "$n >= 100000 && $s <= 10"
    row '  memory for it' "$(calc %.0f "$kib / 1024") MiB" - - '<= 128 MiB' "$kib <= 131072"
}

# A month's run for 100 000 persons, in a copy: the run stays in it.
payment_measure() {
    local said n s
    fill 100000 && [ -x $programs/pay ] ||
        { absent 'preparing a payment run, 100 000 persons' '<= 10 s' 'no program or no database'; return; }
    note 'preparing a payment run'
    rm -rf $dir/pay && cp -a $dir/100000 $dir/pay
    $programs/pay $dir/pay >$dir/pay.log ||
        { absent 'preparing a payment run' '<= 10 s' "it failed, see $dir/pay.log"; return; }
    said=$(sed -n 's/^prepared //p' $dir/pay.log)
    read -r n s <<<"${said:-0 0}"
    row "preparing a payment run, $n persons" "$s s" - - '<= 10 s' "$n >= 100000 && $s <= 10"
    said=$(sed -n 's/^approved //p' $dir/pay.log)
    read -r n s <<<"${said:-0 0}"
    row '  approving it, worked out anew' "$s s" - - '<= 10 s' "$n >= 100000 && $s <= 10"
    sheet_measure
    rm -rf $dir/pay
}

# The server's part of what coordinators wait for, without the wire.
screen_measure() {
    local what ms said name
    local -A names=([today]='Today' [search:]='Files, the newest' [search:Elira]='Files, a frequent name'
        [search:zzz]='Files, a name that nobody has' [series]='Statistics, a year of months' [budget]='Budget')
    fill 10000 && [ -x $programs/screen ] ||
        { absent 'screens with 10 000 files' '<= 100 ms' 'no program or no database'; return; }
    note 'opening screens'
    said=$($programs/screen $dir/10000 today search: search:Elira search:zzz series budget) ||
        { absent 'screens with 10 000 files' '<= 100 ms' 'it failed'; return; }
    while read -r _ what ms; do
        name=${names[$what]}
        row "screen of 10 000 files: $name" "$ms ms" - - '<= 100 ms' "$ms <= 100"
    done <<<"$said"
}

# All that coordinators' pages ask the server for, wire included: one after the other, where a browser asks at once.
pages_measure() {
    local what ms requests kib said
    local -A names=([today]='Today' [file]='a file of 300 entries' [work]='its case work')
    fill 10000 || { absent 'pages with 10 000 files' '<= 100 ms' 'no database'; return; }
    note 'asking for pages'
    rm -rf $dir/pages && cp -a $dir/10000 $dir/pages
    said=$(node tests/bench/pages.mjs $besa $dir/pages) || said=
    rm -rf $dir/pages
    [ -n "$said" ] || { absent 'pages with 10 000 files' '<= 100 ms' 'it failed'; return; }
    while read -r _ what ms requests kib; do
        row "page of 10 000 files: ${names[$what]}, $requests requests" "$ms ms, $kib KiB" - - '<= 100 ms' "$ms <= 100"
    done <<<"$said"
}

start_measure() {
    local i size=${sizes[-1]} port pid begun all=() ms
    filled "$size" || { absent 'start of serve' '<= 100 ms' 'no database'; return; }
    for ((i = 0; i < 5; i++)); do
        port=$(port_free)
        begun=$(microseconds)
        $besa serve $as_root --data "$dir/$size" --listen "127.0.0.1:$port" >$dir/serve.log 2>&1 &
        pid=$!
        pids+=($pid)
        ready $pid "$port" || { absent 'start of serve' '<= 100 ms' "see $dir/serve.log"; stop_all; return; }
        exec 3<>"/dev/tcp/127.0.0.1/$port"
        printf 'GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' >&3
        read -r _ <&3
        all+=($(($(microseconds) - begun)))
        exec 3>&-
        stop_all
    done
    ms=$(calc %.0f "$(median "${all[@]}") / 1000")
    row 'start of serve until it answers' "$ms ms" - - '<= 100 ms' "$ms <= 100"
}

offline_measure() {
    local ms
    ms=$(node tests/bench/offline.mjs | sed -n 's/^offline \(.*\) ms$/\1/p')
    if [ -z "$ms" ]; then absent 'check without network, in node' '<= 20 ms' 'offline.mjs says no "offline N ms"'; return; fi
    row 'check without network, in node, p99' "$ms ms" - - '<= 20 ms' "$ms <= 20"
}

# What a phone fetches to have the checker, as it comes over the wire; the decoder's files are extra.
page_measure() {
    local size=${sizes[0]} port server path bytes sum=0 files=0
    fill "$size" || { absent 'page weight of the checker' '<= 150 KiB' 'no database'; return; }
    port=$(port_free)
    $besa serve $as_root --data "$dir/$size" --listen "127.0.0.1:$port" >$dir/serve.log 2>&1 &
    server=$!
    pids+=($server)
    ready $server "$port" || { absent 'page weight of the checker' '<= 150 KiB' "see $dir/serve.log"; stop_all; return; }
    while read -r path; do
        bytes=$(curl -fsS -H 'Accept-Encoding: gzip' -o /dev/null -w '%{size_download}' "http://127.0.0.1:$port$path") ||
            { files=0; break; }
        sum=$((sum + bytes)) files=$((files + 1))
    done < <(curl -fsS "http://127.0.0.1:$port/check/shell.json" | grep -oE '"/[^"]*"' | tr -d '"' | grep -vE '^/check/(qr|zxing)_reader-')
    stop_all
    if [ $files -eq 0 ]; then absent 'page weight of the checker' '<= 150 KiB' 'its files cannot be fetched'; return; fi
    row "page weight of the checker, $files files" "$(calc %.1f "$sum / 1024") KiB" - - '<= 150 KiB' "$sum <= 153600"
}

for size in "${sizes[@]}"; do
    check_measure both "$size"
    check_measure doors "$size"
done
flatness
revocation_measure
issue_measure
recompute_measure
payment_measure
screen_measure
pages_measure
start_measure
offline_measure
page_measure
echo
table
exit $((missed > 0))
