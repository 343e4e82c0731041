#!/bin/bash
# A header is the contract of one file: what include/X.h declares, app/X.c defines, and what other files call of app/X.c
# stands in include/X.h. One line per violation.
set -uo pipefail
export LC_ALL=C.UTF-8
cd "${1:-$(dirname "$0")/../..}" || exit 70

# shellcheck disable=SC2046
violations=$(awk -F'\t' '
    NR == FNR { if ($4 !~ /file:/) defined[$1] = $2; next }
    { declared[$1] = $2 }
    END {
        for (name in declared) {
            if (!(name in defined)) continue
            keeper = defined[name]
            sub(/^app/, "include", keeper)
            sub(/[.]c$/, ".h", keeper)
            if (keeper != declared[name])
                print declared[name] ": declares " name ", which " defined[name] " keeps"
        }
    }' <(ctags --languages=C --kinds-C=fv --extras=-F --fields=f --sort=no -f - $(find app -name '*.c')) \
    <(ctags --languages=C --langmap=C:+.h --kinds-C=px --extras=-F --fields=f --sort=no -f - $(find include -name '*.h')) | sort)
[ -z "$violations" ] || { echo "$violations"; exit 1; }
