#!/bin/bash
# What the project's files may be called and may say. One line per violation.
set -uo pipefail
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/../.." || exit 70

# Every file that is, or is about to be, part of the project.
files() { git ls-files -z --cached --others --exclude-standard -- "$@"; }

# say WHY PATTERN FILES...: each line that matches, whatever its case.
say() {
    local why=$1 pattern=$2
    shift 2
    files "$@" | xargs -0 -r grep -nIiHE "$pattern" 2>/dev/null | sed "s|^\([^:]*:[0-9]*\):.*|\1: $why|"
}

top_level() {
    files | tr '\0' '\n' | cut -d/ -f1 | sort -u |
        grep -vxE 'app|include|db|web|tests|deploy|Makefile|README\.md|LICENSE|\..*' | sed 's|$|:1: no such name at the top|'
    files | tr '\0' '\n' | grep -E '(^|/)[a-z_]*(utils?|helpers?|common|manager|misc)\.[a-z]+$' | sed 's|$|:1: a file is a noun of the domain|'
}

# A document that is named is one of the tree: whoever reads has only the tree.
documents() {
    local known
    known=$(files '*.md' | tr '\0' '\n' | sed 's|.*/||' | sort -u)
    files . ':!*package-lock.json' | xargs -0 -r grep -noIE '[A-Za-z0-9_-]+\.md\b' 2>/dev/null |
        grep -vE ":($(paste -sd'|' <<<"$known"))\$" | sed 's|^\([^:]*:[0-9]*\):\(.*\)|\1: there is no \2 in the tree|'
}

violations=$(
    top_level
    documents
    # What staff at the door may see says nothing of why: a card lies open for whoever knows the words.
    say 'this word must not reach a card or a checker' 'dhun|violenc|victim|viktim|gjykat|urdh(ë|e)r' \
        'web/check*' 'web/i18n/check*' 'web/card*' 'app/render/*card*' 'include/render/*card*'
    say 'names a package registry' '://(registry|deb|security|snapshot|mirrors?|npm|pypi|proxy|index|crates|ftp)[.]' .
    say 'a lock file names no host' '"resolved":' '*package-lock.json'
    say 'a path of somebody'"'"'s machine' '(^|[^A-Za-z0-9_.$}/-])/(home|root|work|Users|mnt|workspace)/' .
    say 'reaches for what lies beside the tree' '\.\./[s]hared|BESA_[S]HARED' .
    say 'take it through support/assert.h, which says what failed' 'include *<cmocka[.]h>' \
        'tests/*.[ch]' ':!tests/support/assert.h'
    # How a locale writes a date changes from one version of the browser to the next ('en-CA': 2026-11-30 or 11/30/2026).
    say 'days and hours come from web/check/card/tirane.js' 'toLocale(Date|Time)?String|DateTimeFormat' 'web/*.js'
    say 'dates are taken from formatToParts' 'toLocale(Date|Time)?String|\.format\(new Date' 'tests/*.mjs'
    say 'unfinished' '(^|[^A-Za-z_])(TO[D]O|FIX[M]E|XX[X])([^A-Za-z_X]|$)' app include db web deploy tests
)
[ -z "$violations" ] || { echo "$violations"; exit 1; }
