#!/bin/bash
# The SQL files of the folders given, as the C tables of include/store/migration.h: NAME=FOLDER makes
# MIGRATIONS_NAME of FOLDER/NNN_*.sql. Bytes, not strings: ISO C promises only 4095 characters in a string literal.
set -euo pipefail
shopt -s nullglob

echo '#include "store/migration.h"'
for set in "$@"; do
    echo
    table=
    expected=1
    for file in "${set#*=}"/[0-9][0-9][0-9]_*.sql; do
        name=$(basename "$file" .sql)
        number=$((10#${name%%_*}))
        if [ "$number" -ne "$expected" ]; then
            echo "$file: expected number $expected: migrations have no gaps" >&2
            exit 1
        fi
        echo "static const unsigned char SQL_${set%%=*}_$number[] = {"
        od -An -v -tu1 "$file" | sed 's/ *\([0-9][0-9]*\)/\1,/g'
        echo '0};'
        table+="    {$number, \"$name\", (const char *)SQL_${set%%=*}_$number},"$'\n'
        expected=$((expected + 1))
    done
    echo "const struct migration MIGRATIONS_${set%%=*}[] = {"
    printf '%s    {0, 0, 0},\n};\n' "$table"
done
