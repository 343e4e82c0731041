#!/bin/bash
# completion.sh PROGRAM: what bash offers after "besa", on standard output: its commands, the verbs and options of each, out
# of what --help says.
set -euo pipefail
program=$1
commands=$("$program" --help | sed -nE 's/^  ([a-z-]+) +.+$/\1/p')

# Words behind the command, as in "besa account unlock|activate NAME".
verbs() { sed -nE "s/^(Usage:|      ) besa $1 ([a-z][a-z|-]*)( .*)?$/\2/p" | tr '|' '\n' | sort -u | paste -sd' '; }
options() { grep -oE -- '--[a-z][a-z-]*' | sort -u | paste -sd' '; }

cat <<HEAD
# Made from what \`besa --help\` says.
_besa() {
    local word=\${COMP_WORDS[COMP_CWORD]} verbs= options=
    if [ "\$COMP_CWORD" = 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W "$(paste -sd' ' <<<"$commands")" -- "\$word")
        return
    fi
    case \${COMP_WORDS[1]} in
HEAD
for command in $commands; do
    help=$("$program" "$command" --help)
    printf '    %s)\n        verbs="%s"\n        options="%s"\n        ;;\n' "$command" \
        "$(verbs "$command" <<<"$help")" "$(options <<<"$help") --help"
done
cat <<'TAIL'
    esac
    if [ "$COMP_CWORD" = 2 ] && [[ $word != -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$verbs" -- "$word")
    elif [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
    fi
}
complete -o default -F _besa besa
TAIL
