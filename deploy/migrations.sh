#!/bin/bash
# The SQL files given, as the C table MIGRATIONS of include/store/migration.h. Bytes, not strings: ISO C
# promises only 4095 characters in a string literal.
set -euo pipefail

echo '#include "store/migration.h"'
echo
table=
expected=1
for file in "$@"; do
    name=$(basename "$file" .sql)
    number=$((10#${name%%_*}))
    if [ "$number" -ne "$expected" ]; then
        echo "$file: expected number $expected: migrations have no gaps" >&2
        exit 1
    fi
    echo "static const unsigned char SQL_$number[] = {"
    od -An -v -tu1 "$file" | sed 's/ *\([0-9][0-9]*\)/\1,/g'
    echo '0};'
    table+="    {$number, \"$name\", (const char *)SQL_$number},"$'\n'
    expected=$((expected + 1))
done
echo "const struct migration MIGRATIONS[] = {"
printf '%s    {0, 0, 0},\n};\n' "$table"
