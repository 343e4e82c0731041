#!/bin/bash
# description.sh OPENAPI.json FORMAT.md: what the program serves about itself (include/api/description_text.h), as C:
# the whole description of the API, its part for checkers, and the format of the card. The part for checkers holds the
# operations that `besa serve --only check` answers and what they refer to, and nothing that says what a card is for.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$1" "$work/WHOLE" # as it stands: jq would round numbers beyond 2^53
jq -c '
    def refs: [.. | objects | .["$ref"]? // empty | strings | ltrimstr("#/") | split("/")];
    . as $all
    | (.paths | with_entries(.value |= with_entries(select(.value["x-process"] // [] | index("check"))))
       | with_entries(select(.value != {}))) as $paths
    | ([$paths, []] | until(.[0] == []; . as [$new, $known]
           | ([$new | refs[]] | unique - $known) as $found
           | [[$found[] as $path | $all | getpath($path)], $known + $found])
       | .[1]) as $named
    | ([$paths[][].security[]? | keys[]] | unique) as $schemes
    | reduce $named[] as $path ({openapi, info, servers, paths: $paths}; setpath($path; $all | getpath($path)))
    | .info.title = "Card checks" | .info.description = .info["x-checkers"] | del(.info["x-checkers"])
    | ([$paths[][].tags[]] | unique) as $tags | .tags = [$all.tags[] | select(.name | IN($tags[]))]
    | .components.securitySchemes = ($all.components.securitySchemes | with_entries(select(.key | IN($schemes[]))))
' "$1" >"$work/CHECKERS"
cp "$2" "$work/FORMAT"

echo '#include "api/description_text.h"'
for name in WHOLE CHECKERS FORMAT; do
    gzip -9 -n <"$work/$name" >"$work/$name.gz"
    for part in "$name" "$name.gz"; do
        echo "static const unsigned char ${part/.gz/_PACKED}_BYTES[] = {"
        od -An -v -tu1 "$work/$part" | sed 's/ *\([0-9][0-9]*\)/\1,/g'
        echo '};'
    done
    digest=$(sha256sum "$work/$name" | cut -c1-32)
    echo "const struct description_text DESCRIPTION_$name = {"
    echo "    .plain = {.data = (char *)${name}_BYTES, .len = sizeof ${name}_BYTES},"
    echo "    .packed = {.data = (char *)${name}_PACKED_BYTES, .len = sizeof ${name}_PACKED_BYTES},"
    echo "    .etag = \"\\\"$digest\\\"\", .etag_packed = \"\\\"$digest-gz\\\"\"};"
done
