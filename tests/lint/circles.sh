#!/bin/bash
# No file of the program needs, by any way round, a file that needs it: who calls whom is read from the code, so that a
# declaration written by hand is seen too, and who includes whom besides. One line per circle.
set -uo pipefail
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/../.." || exit 70

files=$(find app -name '*.c')
# shellcheck disable=SC2086
tags=$(ctags --languages=C --kinds-C=fv --extras=-F --fields=f --sort=no -f - $files | awk -F'\t' '$4 !~ /file:/ { print $1 "\t" $2 }')

# "USER DEFINER" for each name with external linkage that stands in the code of another file.
edges=$(
    # shellcheck disable=SC2086
    awk '
        NR == FNR { owner[$1] = $2; next }
        FNR == 1 { inside = 0 }
        {
            out = ""
            gsub(/\\./, "")
            gsub(/"[^"]*"/, "")
            for (rest = $0; rest != ""; inside = !inside) {
                at = index(rest, inside ? "*/" : "/*")
                if (!inside) out = out (at ? substr(rest, 1, at - 1) : rest)
                if (!at) break
                rest = substr(rest, at + 2)
            }
            gsub(/(\.|->|struct |enum )[A-Za-z_][A-Za-z0-9_]*/, " ", out)
            count = split(out, word, /[^A-Za-z0-9_]+/)
            for (i = 1; i <= count; i++)
                if (word[i] in owner && owner[word[i]] != FILENAME && !((FILENAME, owner[word[i]]) in seen)) {
                    seen[FILENAME, owner[word[i]]] = 1
                    print FILENAME, owner[word[i]]
                }
        }' <(echo "$tags") $files
)
# The same of who includes whom, for what is taken from another file without a call: its types.
includes=$(grep -roE '^# *include *"[^"]+/[^"]+\.h"' app include --include='*.[ch]' |
    sed -E 's|^(app\|include)/([^:]*)\.[ch]:.*"([^"]*)\.h"$|app/\2.c app/\3.c|' | awk '$1 != $2')
loops=$({ tsort <<<"$edges"; tsort <<<"$includes"; } 2>&1 >/dev/null | sed -n 's/^tsort: \(app.*\)/\1/p')
[ -z "$loops" ] || { printf '%s: needs itself by way of the others in this list\n' $loops; exit 1; }
