#!/bin/bash
# A header is the contract of one file: what include/X.h declares, app/X.c defines, and what other files call of app/X.c
# stands in include/X.h. No static function carries the name of a public one. One line per violation.
set -uo pipefail
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/../.." || exit 70

# shellcheck disable=SC2046
violations=$(awk -F'\t' '
    NR == FNR { if ($4 !~ /file:/) defined[$1] = $2; next }
    $1 in defined {
        keeper = defined[$1]
        sub(/^app/, "include", keeper)
        sub(/[.]c$/, ".h", keeper)
        if (keeper != $2)
            print $2 ": declares " $1 ", which " defined[$1] " keeps"
    }' <(ctags --languages=C --kinds-C=fv --extras=-F --fields=f --sort=no -f - $(find app -name '*.c')) \
    <(ctags --languages=C --langmap=C:+.h --kinds-C=px --extras=-F --fields=f --sort=no -f - $(find include -name '*.h')) | sort)
# shellcheck disable=SC2046
violations+=$(ctags --languages=C --kinds-C=f --fields=f --sort=no -f - $(find app -name '*.c') | awk -F'\t' '
    { if ($NF == "file:") own[$1] = own[$1] " " $2; else keeper[$1] = $2 }
    END {
        for (name in own)
            if (name in keeper) print substr(own[name], 2) ": a static " name ", a name that is " keeper[name] "\047s"
    }' | sort)
[ -z "$violations" ] || { echo "$violations"; exit 1; }
