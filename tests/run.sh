#!/bin/bash
# Runs every test given, JOBS at once (one more than there are processors: many wait for a clock or a browser): a cmocka
# program under build/, a script *.sh, or a *.test.mjs for node.
# One line each with its time, the output of those that failed, and at the end one line `N passed, N failed`.
#
# A script says itself `N passed, N failed[, N skipped]`, or counts as one by its exit code (77: skipped). Every test
# runs in the project's root, in the time TEST_SECONDS, with an empty TMPDIR of its own that is removed afterwards, in
# memory for compiled tests, where there is some: they commit ten thousand times, and the disk is not what they test;
# BESA names the program with sanitizers, BESA_RELEASE the one that is installed, TESTS_SHARED a folder for what tests
# make once and use in common.
#
# A browser waits for clocks that a busy machine turns slowly. So up to AGAIN files of tests/e2e that failed beside all
# others (default 3; 0: none) are run once more with nothing beside them: what holds then is said to be UNSTEADY, with
# what it said first, and counts as passed. It still has a fault, its own or the program's, that wants mending.
set -uo pipefail
export LC_ALL=C.UTF-8
export BESA=${BESA:-$PWD/build/asan/besa} BESA_RELEASE=${BESA_RELEASE:-$PWD/build/release/besa}
export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0 UBSAN_OPTIONS=print_stacktrace=1 TSAN_OPTIONS=halt_on_error=1
if [ -f tests/leaks.supp ]; then export LSAN_OPTIONS=suppressions=tests/leaks.supp:print_suppressions=0; fi

# What runs the test: tsan's fixed addresses clash with random ones on newer kernels.
launcher() {
    case $1 in
    *.sh) echo bash ;;
    *.mjs) echo node --test --test-reporter=tap ;;
    build/tsan/*) setarch -R true 2>/dev/null && echo setarch -R ;;
    esac
}

# "PASSED FAILED SKIPPED" out of a test's output and exit code.
tally() {
    awk -v code="$2" '
        /^\[       OK \]/                      { ok++ }
        /^\[  SKIPPED \] [0-9]+ test/          { skipped += $4; next }
        /^\[  FAILED  \] [0-9]+ test/          { bad += $4 }
        /^# pass [0-9]+$/                      { ok += $3 }
        /^# fail [0-9]+$/                      { bad += $3 }
        /^# skipped [0-9]+$/                   { skipped += $3 }
        /^[0-9]+ passed, [0-9]+ failed/        { ok += $1; bad += $3; skipped += $5 }
        END {
            if (code == 77 && !bad) { print 0, 0, skipped ? skipped : 1; exit }
            if (code != 0 && !bad) bad = 1
            if (code == 0 && !ok && !skipped && !bad) ok = 1
            print ok + 0, bad + 0, skipped + 0
        }' "$1"
}

# One test: its output to FOLDER/out.N, its figures to FOLDER/sum.N.
run_one() {
    local test=$1 folder=$2 room=$2 id start took code word figures
    id=${test//\//_}
    case $test in build/*) room=${MEMORY:-$folder} ;; esac
    TMPDIR=$(mktemp -d "$room/tmp.XXXXXX")
    export TMPDIR
    start=${EPOCHREALTIME/./}
    # shellcheck disable=SC2046
    timeout -k 5 "${TEST_SECONDS:-1800}" $(launcher "$test") "$test" >"$folder/out.$id" 2>&1 </dev/null
    code=$?
    took=$(((${EPOCHREALTIME/./} - start) / 1000))
    [ $code = 124 ] && echo "did not end within ${TEST_SECONDS:-1800} s" >>"$folder/out.$id"
    rm -rf "$TMPDIR"
    figures=$(tally "$folder/out.$id" $code)
    read -r passed failed skipped <<<"$figures"
    word=ok
    [ "$failed" -gt 0 ] && word=FAILED && touch "$folder/failed.$id"
    echo "$figures" >"$folder/sum.$id"
    printf '%-6s %4d tests %3d.%03d s  %s%s\n' $word $((passed + failed)) $((took / 1000)) $((took % 1000)) "$test" \
        "$([ "$skipped" -gt 0 ] && echo " ($skipped skipped)")"
}

# The e2e tests that failed, once more, one after the other.
again() {
    local folder=$1 marks mark first test
    mapfile -t marks < <(find "$folder" -name 'failed.tests_e2e_*' | sort)
    [ ${#marks[@]} -gt 0 ] && [ ${#marks[@]} -le "${AGAIN:-3}" ] || return
    for mark in "${marks[@]}"; do
        first=${mark/failed./out.}
        test=tests/e2e/${mark#"$folder"/failed.tests_e2e_}
        mv "$first" "$mark.first"
        rm "$mark"
        run_one "$test" "$folder"
        if [ -e "$mark" ]; then
            rm "$mark.first"
        else
            mv "$mark.first" "$folder/unsteady.${mark#"$folder"/failed.}"
        fi
    done
}

if [ "${1-}" = --one ]; then
    run_one "$3" "$2"
    exit 0
fi

[ $# -gt 0 ] || { echo "no test has that in its path (T=flow/roles, T=openapi, T=e2e/staff_)" >&2; exit 64; }
folder=$(mktemp -d)
MEMORY=
if [ -w /dev/shm ] && [ "$(df -k --output=avail /dev/shm 2>/dev/null | tail -n 1)" -gt 1000000 ]; then
    MEMORY=$(mktemp -d /dev/shm/besa.XXXXXX)
fi
export MEMORY TESTS_SHARED=$folder/shared
mkdir "$TESTS_SHARED"
trap 'rm -rf "$folder" "$MEMORY"' EXIT
printf '%s\0' "$@" | xargs -0 -r -n1 -P"${JOBS:-$(($(nproc) + 1))}" "$0" --one "$folder"

again "$folder"

# show WORD OUTPUT
show() {
    printf '\n---- %s\n' "$1"
    if [ "$(wc -l <"$2")" -gt 400 ]; then head -n 200 "$2"; echo '[...]'; tail -n 200 "$2"; else cat "$2"; fi
}
for mark in "$folder"/failed.*; do
    if [ -e "$mark" ]; then show "${mark#"$folder"/failed.}" "$folder/out.${mark#"$folder"/failed.}"; fi
done
for out in "$folder"/unsteady.*; do
    if [ -e "$out" ]; then show "UNSTEADY, passed when run again: ${out#"$folder"/unsteady.}" "$out" | sed 's/^/    /'; fi
done
echo
cat "$folder"/sum.* 2>/dev/null | awk -v tests=$# -v sums="$(find "$folder" -name 'sum.*' | wc -l)" '
    { passed += $1; failed += $2; skipped += $3 }
    END {
        failed += tests - sums
        printf "%d passed, %d failed%s\n", passed, failed, skipped ? ", " skipped " skipped" : ""
        exit failed > 0 || passed == 0
    }'
