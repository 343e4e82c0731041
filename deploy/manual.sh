#!/bin/bash
# manual.sh PROGRAM VERSION FOLDER: a page of the manual for the program and for each of its commands, out of what --help
# says, so that the two cannot differ. The day on them is that of SOURCE_DATE_EPOCH.
set -euo pipefail
program=$1 version=$2 folder=$3
day=$(date --utc --date="@${SOURCE_DATE_EPOCH:-$(date +%s)}" +%Y-%m-%d)
mkdir -p "$folder"

commands() { "$program" --help | sed -nE 's/^  ([a-z-]+) +(.+)$/\1\t\2/p'; }

# page NAME SUMMARY SEE-ALSO, help on standard input. Lines stay as they were written.
page() {
    NAME=$1 SUMMARY=$2 ALSO=$3 awk -v day="$day" -v version="$version" '
        function part(name) { if (open) print ".fi"; print ".SH " name; print ".nf"; open = 1; blank = 0 }
        function line(text) {
            gsub(/\\/, "\\e", text); gsub(/-/, "\\-", text); sub(/^[.\047]/, "\\\\&&", text)
            if (blank) print ""
            blank = 0
            print text
        }
        BEGIN {
            title = toupper(ENVIRON["NAME"])
            summary = ENVIRON["SUMMARY"]
            name = ENVIRON["NAME"]
            gsub(/-/, "\\-", name); gsub(/-/, "\\-", summary)
            printf ".TH %s 8 %s \"besa %s\" \"Besa\"\n.SH NAME\n%s \\- %s\n", title, day, version, name, summary
        }
        /^besa: / { next }
        /^Usage: / { part("SYNOPSIS"); sub(/^Usage: /, ""); usage = 1; line($0); next }
        /^Examples?:$/ { part("EXAMPLES"); next }
        /^$/ { if (usage) part("DESCRIPTION"); else if (open) blank = 1; usage = 0; next }
        { if (usage) sub(/^       /, ""); line($0) }
        END { print ".fi\n.SH SEE ALSO\n" ENVIRON["ALSO"] ", /usr/share/doc/besa/README.md" }'
}

also=
while IFS=$'\t' read -r command summary; do
    "$program" "$command" --help | page "besa-$command" "$summary" 'besa(8)' >"$folder/besa-$command.8"
    also+="${also:+, }besa-$command(8)"
done < <(commands)
"$program" --help | page besa "a municipality's register of protection orders" "$also" >"$folder/besa.8"
