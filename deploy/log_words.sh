#!/bin/bash
# log_words.sh staff_sq.json: the words of the log (keys log.…, without that), of what case work says (work.…), of a person's fields, of roles,
# services, questions and legal numbers, as a C table in order of their keys, so that what the program writes for people
# itself says the same as its pages.
set -euo pipefail

echo '/* Made from web/i18n/staff_sq.json by deploy/log_words.sh. */'
echo '#include "domain/office/log_word.h"'
echo 'const struct log_word LOG_WORDS[] = {'
jq -r '. as $all | to_entries | map(select(.key | test("^log\\.|^work\\.[a-z_]+(\\.[a-z_]+)?$|^person\\.(first_name|father_name|surname|birth_date|nid|sex|address|phone)$|^(role|service\\.short|question|rules\\.legal)\\.[a-z_]+$")))
    | map(select(.key | test("\\.(needed|hint|new|titles)$") | not))
    | map(.key |= sub("^log\\."; "")) | sort_by(.key)[]
    | .value |= gsub("\\{(?<k>term\\.[a-z_.]+)\\}"; $all[.k] // "")
    | "    {\(.key | tojson), \(.value | tojson)},"' "$1"
echo '};'
echo 'const size_t LOG_WORD_COUNT = sizeof LOG_WORDS / sizeof LOG_WORDS[0];'
