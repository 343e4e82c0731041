# What tests of the command line say with: sourced by them. They have set $work, $passed and $failed.

# told WHAT CODE COMMAND...: that exit code, and no sanitizer complained.
told() {
    local what=$1 code=$2 got
    shift 2
    "$@" >"$work/out" 2>"$work/err" </dev/null
    got=$?
    if [ "$got" = "$code" ] && ! grep -qE 'Sanitizer|runtime error' "$work/err"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s (exit %s, not %s)\n' "$what" "$got" "$code"
        cat "$work/out" "$work/err"
    fi
}
said() {
    if grep -qF -- "$1" "$work/out" "$work/err"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: "%s" is not said\n' "$1"
        cat "$work/out" "$work/err"
    fi
}
