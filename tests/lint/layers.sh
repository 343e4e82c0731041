#!/bin/bash
# Who may include what and who may ask the system for what. One line per violation.
set -uo pipefail
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/../.." || exit 70
shopt -s nullglob

# file:line:code of the whole program, comments blanked.
code=$(awk '
    FNR == 1 { inside = 0 }
    {
        out = ""
        for (rest = $0; rest != ""; inside = !inside) {
            at = index(rest, inside ? "*/" : "/*")
            if (!inside) out = out (at ? substr(rest, 1, at - 1) : rest)
            if (!at) break
            rest = substr(rest, at + 2)
        }
        if (out ~ /[^ \t]/) print FILENAME ":" FNR ":" out
    }' app/*.c app/*/*.[ch] app/*/*/*.[ch] include/*/*.h include/*/*/*.h /dev/null)

# The plan of the house: each layer includes itself and what is named behind it; a bare name is a header of the same
# folder. The rooms of app/domain likewise: "law" is the pure core and looks at no store, no clock, no other room;
# "check" is all that the process facing the world works with, so it sees no office, file, order or payment.
includes() {
    grep -E '^[^:]*:[0-9]+: *# *include *"' <<<"$code" | awk -F: '
        BEGIN {
            below["base"] = "base"
            below["store"] = "base store"
            below["crypto"] = "base crypto"
            below["vault"] = "base store crypto vault"
            below["token"] = "base store crypto token"
            below["render"] = "base store crypto render"
            below["domain"] = "base store crypto vault token render domain gen"
            below["http"] = below["domain"] " http"
            below["api"] = below["http"] " api"
            below["cli"] = below["main.c"] = below["api"] " cli"

            rooms["work"] = "work"
            rooms["law"] = "law"
            rooms["office"] = "work office"
            rooms["claim"] = "work law claim"
            rooms["file"] = "work law office claim file"
            rooms["card"] = rooms["file"] " card"
            rooms["check"] = "work check"
            rooms["outpost"] = rooms["card"] " check outpost"
            rooms["order"] = rooms["card"] " order"
            rooms["casework"] = rooms["order"] " casework"
            rooms["import"] = rooms["order"] " import"
            rooms["ground"] = rooms["import"] " ground"
            rooms["kindergarten"] = rooms["card"] " kindergarten"
            rooms["payment"] = rooms["order"] " kindergarten payment"
            rooms["public"] = rooms["payment"] " casework public"
            rooms["task"] = rooms["payment"] " casework task"
            rooms["statistics"] = rooms["payment"] " statistics"
            rooms["report"] = rooms["payment"] " casework statistics report"
            rooms["export"] = rooms["payment"] " casework import export"
            rooms["upkeep"] = rooms["payment"] " import ground check outpost task statistics upkeep"
        }
        {
            split($3, quoted, "\"")
            if (!(target = quoted[2]) || !index(target, "/")) next
            split($1, path, "/")
            split(target, into, "/")
            if (index(" " below[path[2]] " ", " " into[1] " ") == 0)
                print $1 ":" $2 ": " path[2] " may not include " target
            # What is served at the doors works on check.db: it sees nothing of the register.
            if (path[2] == "api" && path[3] ~ /^(check|checker|desk|status)\.c$/ && into[1] == "domain" && \
                into[2] != "check" && into[2] != "work")
                print $1 ":" $2 ": works at the doors, and may not look at " target
            if (path[2] != "domain") next
            if (!(path[3] in rooms))
                print $1 ":" $2 ": " path[3] " is no room of app/domain: give it a place in tests/lint/layers.sh"
            else if (path[3] == "law" ? into[1] != "base" && into[2] != "law" : \
                     into[1] == "domain" && index(" " rooms[path[3]] " ", " " into[2] " ") == 0)
                print $1 ":" $2 ": the room " path[3] " may not look at " target
        }'
}

# only PATTERN WHERE WHY: code matching PATTERN outside the files matching WHERE.
only() { grep -E "^[^:]*:[0-9]+:.*$1" <<<"$code" | grep -vE "^$2:" | sed "s|^\([^:]*:[0-9]*\):.*|\1: $3|"; }

call() { echo "[^A-Za-z0-9_.>\"]($1)\\("; }

violations=$(
    includes
    only '# *include *<sqlite3\.h>' 'app/store/[^:]*' 'only app/store sees sqlite3.h'
    only '# *include *<xlsxwriter[./]' 'app/render/xlsx\.c' 'only app/render/xlsx.c sees xlsxwriter.h'
    only '# *include *<(expat|minizip[./](unzip|mztools|crypt))\.h>' 'app/render/package\.c' 'only app/render/package.c unpacks and parses documents from outside'
    only '# *include *<minizip[./]ioapi\.h>' 'app/render/zip_memory\.[ch]' 'only render/zip_memory gives minizip its files'
    only '# *include *<minizip[./]zip\.h>' 'app/render/odt\.c' 'only app/render/odt.c packs with minizip'
    only '# *include *<jansson\.h>' '(include|app)/http/[^:]*' 'only http sees jansson.h, for what comes in'
    only '# *include *<zxcvbn\.h>' 'app/crypto/strength\.c' 'only app/crypto/strength.c sees zxcvbn.h'
    only '# *include *<civetweb\.h>' 'app/http/server\.c' 'only app/http/server.c sees civetweb.h'
    only "$(call 'time|clock_gettime|gettimeofday|timespec_get|ftime|clock|tzset')" \
        'app/base/clock\.c' 'only app/base/clock.c asks for the time'
    only "$(call 'localtime|localtime_r|mktime')" 'app/base/instant\.c' 'only app/base/instant.c works with the zone'
    only "$(call 'getrandom|getentropy|rand|rand_r|random|srand|srandom|drand48|arc4random[a-z_]*|RAND_bytes|RAND_priv_bytes')" \
        'app/crypto/random\.c' 'only app/crypto/random.c draws random numbers'
    only "$(call 'connect|getaddrinfo|gethostbyname|sendto|SSL_connect|BIO_new_connect|mg_connect_client[a-z_]*|mg_download')" \
        'app/(domain/file/virus|cli/supervisor)\.c' \
        'nothing goes out: only virus.c and supervisor.c open connections, on this machine'
    only "$(call 'strcpy|strcat|sprintf|vsprintf|gets|strtok|atoi|atol|system|popen')" 'nowhere' \
        'knows no bounds or no errors: not a function we use'
    only "$(call 'stmt_(int|text|blob|date|date_open|null)')" \
        '(include/store/[^:]*|app/store/[^:]*|app/domain/work/(rows|sealed)\.c|app/domain/file/attachment\.c)' \
        'rows are read by a table of columns (store/column.h), never by position'
    only "$(call 'json_pack|json_(array_append|array_insert|object_set|object_update)[a-z_]*')" 'nowhere' \
        'answers are written with base/json_writer.h: an append can fail in silence'
    only 'mg_handle_form_request|"document_root"|mg_set_auth_handler|mg_response_header' 'nowhere' \
        'a part of civetweb that we keep away from: it loops, serves files, answers by itself or writes in pieces'
    grep -niE "CURRENT_(TIMESTAMP|DATE|TIME)|'now'|unixepoch\\(|julianday\\(" db/*.sql db/*/*.sql app/*/*.c app/*/*/*.c /dev/null |
        sed 's/^\([^:]*:[0-9]*\):.*/\1: the date comes in from the clock, not from the database/'
)
[ -z "$violations" ] || { echo "$violations"; exit 1; }
