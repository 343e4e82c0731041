# shellcheck shell=bash disable=SC2154
# Through nginx over TLS as people come: sourced by tests of an installed machine. They have set $work, $passed, $failed.

# ask HOST METHOD PATH [BODY]: held against the certificate that was made; the answer on standard output.
ask() {
    curl --silent --show-error --max-time 60 --cacert "/etc/besa/tls/$1.crt" --cookie "$work/jar" --cookie-jar "$work/jar" \
        --header "Origin: https://$1" ${4:+--header 'Content-Type: application/json' --data-binary "$4"} \
        ${TOKEN:+--header "Authorization: Bearer $TOKEN"} --request "$2" "https://$1$3"
}
staff() { ask besa.example.al "$@"; }
day() { date -d "$1 days" +%F; }

# A coordinator signs in, registers an order, and gives her a card: $card. COMMAND...: besa, as the register's account.
office_begins() {
    local file person case
    printf 'gushti ka ere dhe deti 18\n' >"$work/password"
    "$@" account create coordinator --role coordinator --no-change --password-file - <"$work/password" >"$work/out" 2>&1
    judge 'signed in over TLS' test "$(staff POST /api/v1/session '{"account":"coordinator","password":"gushti ka ere dhe deti 18"}' | jq -r '.roles[0]')" = coordinator
    file=$(staff POST /api/v1/orders "{\"kind\":\"UM\",\"issuer\":\"Gjykata e Rrethit Gjirokastër\",\"number\":\"7/2026\",\"decision_date\":\"$(day -10)\",
        \"start\":\"$(day -10)\",\"end\":\"$(day 100)\",\"unit\":\"Gjirokastër\",
        \"persons\":[{\"role\":\"protected\",\"first_name\":\"Elira\",\"surname\":\"Kola\",\"birth_date\":\"1987-05-14\"}]}")
    person=$(jq -r '.persons[0]' <<<"$file") case=$(jq -r .case_id <<<"$file")
    card=$(staff POST "/api/v1/persons/$person/cards" "{\"case_id\":$case,\"version\":1,\"services\":[\"transport\"]}" | jq -r .text)
    judge "an order and its card ($file)" test "${card:0:3}" = BK1
}

# A device of the bus company: $TOKEN. COMMAND... as above.
door_begins() {
    local enrol
    enrol=$("$@" device create --organisation 'Urban Çajupi' --new-organisation --service transport --name 'Linja 1' --json | jq -r .enrol)
    TOKEN=$(ask karta.example.al POST /api/v1/devices/enrol "{\"enrol\":\"$enrol\"}" | jq -r .token)
}

# checked VERDICT WHAT: of that card, at that door.
checked() {
    TOKEN=$TOKEN ask karta.example.al POST /api/v1/check "$(jq -cn --arg card "$card" '{card: $card}')" >"$work/checked" 2>&1
    judge "$2 ($(cat "$work/checked"))" test "$(jq -r .verdict "$work/checked" 2>/dev/null)" = "$1"
}
