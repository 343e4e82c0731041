#!/bin/bash
# limits.sh OPENAPI.json [js]: a C header with the upper limits that the description of the API states, so that each is
# written once. A text's maxLength, a number's maximum and a list's maxItems become LIMIT_<schema>_<member>; what a
# list's own texts may have, LIMIT_<schema>_<member>_each; a number's default, DEFAULT_<schema>_<member>. Query
# parameters stand under the operation's id; those that many operations share, under "query". With js, a module for the
# browser: an object for each schema, with its members.
set -euo pipefail

limits() {
    jq -r '
        def limits($name):
            (.maxLength // .maximum // .maxItems // empty | "#define LIMIT_\($name) \(.)"),
            (.default // empty | numbers | "#define DEFAULT_\($name) \(.)"),
            (.items // empty | if .properties then limits($name) else limits($name + "_each") end),
            (.properties // {} | to_entries[] | .key as $member | .value | limits("\($name)_\($member)"));
        def parameter($where):
            select(.in == "query") | "\($where)_\(.name)" as $name | .schema | limits($name);
        (.components.schemas | to_entries[] | .key as $schema | .value | limits($schema)),
        (.components.parameters[] | parameter("query")),
        (.paths[][] | objects | .operationId as $operation | .parameters[]? | parameter($operation))' "$1"
}

if [ "${2:-}" = js ]; then
    echo '/* The upper limits of web/openapi.json, made from it by deploy/limits.sh. */'
    limits "$1" | sed -nE 's/^#define LIMIT_([A-Za-z0-9]+)_(\w+) ([0-9]+)$/\1 \2 \3/p' | awk '
        { members[$1] = members[$1] (members[$1] ? ", " : "") $2 ": " $3 }
        END { for (schema in members) print "export const " schema " = { " members[schema] " };" }' | sort
    exit
fi
cat <<'END'
/* The upper limits of web/openapi.json, made from it by deploy/limits.sh: LIMIT(ApplicationNew, documents). */
#ifndef GEN_LIMITS_H
#define GEN_LIMITS_H

#define LIMIT(where, member)   LIMIT_##where##_##member
#define DEFAULT(where, member) DEFAULT_##where##_##member

END
limits "$1"
echo
echo '#endif'
