# shellcheck shell=bash disable=SC2154
# Accounts, folders, the register, settings, site and services. One municipality is plain "besa"; with a name, all of it
# carries the name: besa@NAME.

places_set() {
    local name=${answer[name]:-}
    data=/var/lib/besa${name:+-$name}
    copies=/var/backups/besa${name:+-$name}
    settings=/etc/besa/${name:-besa}.env
    tls=/etc/besa/tls
    register=besa-register${name:+-$name}
    check=besa-check${name:+-$name}
    site=/etc/nginx/sites-available/besa${name:+-$name}
    unit=${name:+@$name}
    card_host=${answer[card_host]:-}
    staff_host=${answer[staff_host]:-}
    ports_set "$name"
}

# 8080 and 8081, and for each name the next two that no other has.
ports_set() {
    local port=8080
    if [ -n "$1" ]; then
        port=$(setting BESA_PORT)
        [ -n "$port" ] || for ((port = 8082; ; port += 2)); do
            grep -qsx "BESA_PORT=$port" /etc/besa/*.env || break
        done
    fi
    register_port=$port
    check_port=$((port + 1))
}

setting() { sed -n "s/^$1=//p" "$settings" 2>/dev/null | tail -n 1 | sed 's/^"\(.*\)"$/\1/'; }

# put FILE MODE, text on standard input. What somebody changed by hand since is left: the sum in the last line tells.
MARK='# written by besa setup:'
put() {
    local text sum old
    text=$(cat)
    sum=$(sha256sum <<<"$text" | cut -d' ' -f1)
    if [ -e "$1" ]; then
        old=$(grep -vF "$MARK" "$1")
        if [ "$old" = "$text" ]; then
            stood "$1" "$1"
            return
        fi
        if [ "$(sha256sum <<<"$old" | cut -d' ' -f1)" != "$(sed -n "s/^$MARK //p" "$1")" ]; then
            printf '%s\n' "$text" >"$1.new"
            remain "$1 was changed by hand and is left; compare it with $1.new" \
                "$1 është ndryshuar me dorë dhe u la; krahasojeni me $1.new"
            return
        fi
    fi
    if install -D -m "$2" /dev/null "$1.making" && printf '%s\n%s %s\n' "$text" "$MARK" "$sum" >"$1.making" &&
        mv "$1.making" "$1"; then
        done_now "$1" "$1"
    else
        remain "$1 could not be written" "$1 nuk u shkrua dot"
    fi
}

account_make() { # NAME FOLDER
    if getent passwd "$1" >/dev/null; then
        stood "account $1" "llogaria $1"
    elif useradd --system --user-group --home-dir "$2" --no-create-home --shell /usr/sbin/nologin "$1"; then
        done_now "account $1" "llogaria $1"
    else
        remain "make the account $1 (useradd said why)" "krijoni llogarinë $1 (useradd tha pse)"
    fi
}

accounts_make() {
    account_make "$register" "$data"
    account_make "$check" "$data/check"
    id -nG "$register" | grep -qw -- "$check" || usermod --append --groups "$check" "$register"
}

as_register() { setpriv --reuid="$register" --regid="$register" --init-groups "$@"; }

# The units that the list knows, or those that were named.
units_named() {
    if [ -n "${answer[units]:-}" ]; then tr ';' '\n' <<<"${answer[units]}"; else units_known "${answer[municipality]}"; fi |
        sed -E 's/^[[:space:]]+//; s/[[:space:]]+$//; /^$/d'
}

register_new() {
    local init=("$besa" init --data "$data" --municipality "${answer[municipality]}" --base-uri "https://$card_host"
        --admin "${answer[admin]}" --help-line "${answer[help_line]:-}") one
    [ -z "${answer[admin_full_name]:-}" ] || init+=(--admin-full-name "${answer[admin_full_name]}")
    while IFS= read -r one; do init+=(--unit "$one"); done < <(units_named)
    install -d -m 700 -o "$register" -g "$register" "$data" || return 73
    # Opened once, it is the folder of a register; until then nobody else passes through.
    chmod 700 "$data"
    if [ -n "${answer[password_file]:-}" ]; then
        as_register "${init[@]}" --password-file - < <(head -n 1 "${answer[password_file]}")
    else
        as_register "${init[@]}"
    fi
}

register_make() {
    local stands
    if [ ! -e "$data/besa.db" ]; then
        register_new || { code=$?; fault 'no register was made (why stands above)' 'regjistri nuk u krijua (arsyeja është më sipër)'; return $code; }
        [ -z "${answer[password_file]:-}" ] || remain "rm ${answer[password_file]}" "rm ${answer[password_file]}"
        done_now "the register of ${answer[municipality]} in $data" "regjistri i ${answer[municipality]} në $data"
        return
    fi
    # A copy that root went back to is given to the account that it is served by.
    [ "$(stat -c %U "$data/besa.db")" = "$register" ] || chown -R "$register:$register" "$data"
    stands=$(register_run doctor --data "$data" --json 2>/dev/null | grep -oE 'cards carry https://[^"]+')
    stands=${stands#cards carry https://}
    if [ -n "$stands" ] && [ "$stands" != "$card_host" ]; then
        fault "card_host: the cards of the register in $data carry $stands, and that is never changed" \
            "card_host: kartat e regjistrit në $data mbajnë $stands, dhe kjo nuk ndryshohet kurrë"
        return 65
    fi
    [ -n "$stands" ] || remain "the register in $data does not open: besa doctor --data $data says why" \
        "regjistri në $data nuk hapet: besa doctor --data $data thotë pse"
    stood "the register in $data" "regjistri në $data"
}

doors_open() {
    if ! chgrp "$check" "$data/check" || ! chmod 2750 "$data/check" || ! chmod 711 "$data"; then
        remain "let $check read $data/check" "lejoni $check të lexojë $data/check"
    fi
    install -d -m 700 -o "$register" -g "$register" "$copies"
}

# A setting of the services. What else stands in the file is somebody's.
settings_put() { # NAME VALUE
    local line="$1=\"$2\""
    grep -qxF -- "$line" "$settings" 2>/dev/null && { stood "$1 in $settings" "$1 në $settings"; return; }
    { grep -v "^$1=" "$settings" 2>/dev/null; printf '%s\n' "$line"; } >"$settings.making"
    chmod 644 "$settings.making" && mv "$settings.making" "$settings" && done_now "$1 in $settings" "$1 në $settings"
}

settings_write() {
    install -d -m 755 /etc/besa
    settings_put BESA_ORIGIN "https://$staff_host"
    if [ -n "$unit" ]; then
        settings_put BESA_PORT "$register_port"
        settings_put BESA_CHECK_PORT "$check_port"
    fi
}

# ---- the site
# Names that nginx keeps once for all its sites get the municipality's own.
site_text() {
    local name=${answer[name]:-} cut=()
    # Strangers' names are answered once on a machine.
    [ -z "$(grep -ls ssl_reject_handshake /etc/nginx/sites-enabled/* | xargs -r -d '\n' realpath | grep -vxF "$site")" ] ||
        cut=(-e '/^# Whoever names no host of ours/,/^}/d')
    sed "${cut[@]}" \
        -e "s/karta\.example\.al/$card_host/g; s/besa\.example\.al/$staff_host/g" \
        -e "s#/etc/besa/tls/karta\.#$tls/$card_host.#; s#/etc/besa/tls/besa\.#$tls/$staff_host.#" \
        -e "s/127\.0\.0\.1:8080/127.0.0.1:$register_port/g; s/127\.0\.0\.1:8081/127.0.0.1:$check_port/g" \
        ${name:+-e "s/besa_/besa_${name}_/g; s/log_format besa /log_format besa_$name /; s#besa-staff.log besa;#besa-staff-$name.log besa_$name;#"} \
        "$parts/nginx/besa.conf"
}

site_write() {
    if ! command -v nginx >/dev/null; then
        remain 'apt install nginx' 'apt install nginx'
        return
    fi
    install -d /etc/nginx/sites-available /etc/nginx/sites-enabled /etc/nginx/snippets /var/lib/letsencrypt
    local one
    for one in besa-tls.conf besa-proxy.conf; do
        [ -e /etc/nginx/snippets/$one ] || install -m 644 "$parts/nginx/$one" /etc/nginx/snippets/
    done
    put "$site" 644 < <(site_text)
    [ -e "/etc/nginx/sites-enabled/${site##*/}" ] || ln -s "../sites-available/${site##*/}" /etc/nginx/sites-enabled/
    if nginx -t 2>"$room/nginx"; then
        site_reload
    else
        rm "/etc/nginx/sites-enabled/${site##*/}"
        remain "nginx does not take the site, which is switched off again: $(grep -m 1 emerg "$room/nginx")" \
            "nginx nuk e pranon sajtin, që u çaktivizua: $(grep -m 1 emerg "$room/nginx")"
    fi
}

site_reload() {
    if systemd_runs; then systemctl reload-or-restart nginx; elif [ -s /run/nginx.pid ]; then nginx -s reload; fi
}

# ---- services
systemd_runs() { [ -d /run/systemd/system ]; }

# Where the program was installed by hand its units are put beside the administrator's own.
units_put() {
    local one to
    for one in "$parts"/systemd/*.{service,timer}; do
        to=${one##*/}
        [ -e "$one" ] || continue
        [ -e "/lib/systemd/system/$to" ] || [ -e "/etc/systemd/system/$to" ] ||
            sed "s#/usr/bin/besa#$besa#g" "$one" >"/etc/systemd/system/$to"
    done
}

all_run() {
    local one
    for one in "$@"; do
        systemctl --quiet is-enabled "$one" 2>/dev/null && systemctl --quiet is-active "$one" || return
    done
}

services_start() {
    local units=("besa-register$unit.service" "besa-check$unit.service" "besa-backup$unit.timer" "besa-drill$unit.timer")
    install -d /etc/systemd/system
    units_put
    if ! systemd_runs; then
        remain "start ${units[*]}: systemd does not run here" "nisni ${units[*]}: systemd nuk punon këtu"
    elif [ "${answer[start]}" = no ]; then
        remain "systemctl enable --now ${units[*]}" "systemctl enable --now ${units[*]}"
    elif all_run "${units[@]}"; then
        stood "services: ${units[*]}" "shërbimet: ${units[*]}"
    elif systemctl daemon-reload && systemctl enable --now "${units[@]}"; then
        done_now "services: ${units[*]}" "shërbimet: ${units[*]}"
    else
        remain "the services did not start: journalctl -u besa-register$unit -u besa-check$unit says why" \
            "shërbimet nuk u nisën: journalctl -u besa-register$unit -u besa-check$unit thotë pse"
    fi
}

doctor_ask() {
    tell 'What besa doctor finds:' 'Çfarë gjen besa doctor:'
    register_run doctor --data "$data" --copies "$copies" --site "$site" 2>&1 | sed 's/^/  /'
}
