#!/bin/bash
# No C function of the program beyond 60 lines, no file beyond 800: one line per violation. A file beyond 500 is worth
# a second look, which is said and stops nothing: a noun is not cut in two for a number. No line of JavaScript beyond
# 120 columns: prettier breaks what it can, but leaves templates and comments alone.
set -uo pipefail
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/../.." || exit 70

violations=$(
    find app include web tests deploy Makefile -name node_modules -prune -o -type f \
        \( -name '*.[ch]' -o -name '*.js' -o -name '*.mjs' -o -name '*.css' -o -name '*.sh' -o -name '*.mk' -o -name Makefile \) \
        -not -path 'web/vendor/*' -not -path 'web/built/*' -exec awk '
        FNR == 501 { print FILENAME ":501: longer than 500 lines: look twice, is it one noun?" >"/dev/stderr" }
        FNR == 801 { print FILENAME ":801: longer than 800 lines: split it by noun" }' {} +
    find web tests -name node_modules -prune -o -type f \( -name '*.js' -o -name '*.mjs' \) \
        -not -path 'web/vendor/*' -not -path 'web/built/*' \
        -exec grep -nHE '^.{121}' {} + | sed 's/^\([^:]*:[0-9]*\):.*/\1: longer than 120 columns/'
    find app -name '*.c' -print0 | xargs -0 -r ctags --languages=C --kinds-C=f --fields=ne --sort=no -f - |
        awk -F'\t' '{
            for (i = 4; i <= NF; i++) {
                if ($i ~ /^line:/) first = substr($i, 6)
                if ($i ~ /^end:/) last = substr($i, 5)
            }
            if (last - first + 1 > 60)
                print $2 ":" first ": " $1 " has " last - first + 1 " lines, 60 is the most"
        }'
)
[ -z "$violations" ] || { echo "$violations"; exit 1; }
