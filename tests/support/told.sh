# What tests of the command line say with: sourced by them. They have set $work, $passed and $failed.

# judge WHAT COMMAND...: it is true.
judge() {
    local what=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s\n' "$what"
        cat "$work/out" "$work/err" 2>/dev/null
    fi
}
# told WHAT CODE COMMAND...: that exit code, and no sanitizer complained.
told() {
    local what=$1 code=$2 got
    shift 2
    "$@" >"$work/out" 2>"$work/err" </dev/null
    got=$?
    judge "$what (exit $got, not $code)" test "$got" = "$code" -a -z "$(grep -E 'Sanitizer|runtime error' "$work/err")"
}
said() { judge "\"$1\" is said" grep -qF -- "$1" "$work/out" "$work/err"; }
says() { judge "\"$1\" is said" grep -qF -- "$1" "$work/out"; } # and not on standard error
