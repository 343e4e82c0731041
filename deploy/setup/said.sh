# shellcheck shell=bash disable=SC2154
# What setup says, in the language that was chosen, and what remains to be done by somebody.
language=${SETUP_LANGUAGE:-en}
remains=()

# t ENGLISH ALBANIAN: the one of them.
t() { if [ "$language" = sq ]; then printf '%s' "$2"; else printf '%s' "$1"; fi; }
tell() { printf '%s\n' "$(t "$@")"; }
fault() { printf 'besa setup: %s\n' "$(t "$@")" >&2; }
# done_now ENGLISH ALBANIAN: this call did it; stood: it was right already; remain: somebody must do it.
done_now() { printf '  + %s\n' "$(t "$@")"; }
stood() { printf '  = %s\n' "$(t "$@")"; }
remain() { remains+=("$(t "$@")"); }

remains_tell() {
    local one
    if [ ${#remains[@]} = 0 ]; then
        tell 'All is done.' 'Gjithçka u bë.'
        exit 0
    fi
    tell 'What remains (then call besa setup again):' 'Çfarë mbetet (pastaj thirrni përsëri besa setup):'
    for one in "${remains[@]}"; do printf '  - %s\n' "$one"; done
    exit 69
}
