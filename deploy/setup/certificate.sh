# shellcheck shell=bash disable=SC2154
# The two certificates, in /etc/besa/tls: HOST.crt and HOST.key, root's own.

# Both are there before an authority is asked for either: it asks back through the site, which names both.
certificates_make() {
    local host
    install -d -m 711 "$tls"
    for host in "$card_host" "$staff_host"; do
        if certificate_good "$host"; then
            stood "certificate of $host until $(certificate_end "$host")" "certifikata e $host deri më $(certificate_end "$host")"
        elif [ "${answer[certificate]}" = keep ]; then
            remain "put $host.crt and $host.key into $tls" "vendosni $host.crt dhe $host.key në $tls"
        else
            certificate_self "$host"
        fi
    done
    for host in "$card_host" "$staff_host"; do
        ! certificate_good "$host" || certificate_"${answer[certificate]}"_ask "$host"
    done
}

certificate_good() { openssl x509 -in "$tls/$1.crt" -noout -checkend 0 >/dev/null 2>&1 && [ -s "$tls/$1.key" ]; }

certificate_end() { date -d "$(openssl x509 -in "$tls/$1.crt" -noout -enddate | cut -d= -f2)" +%d.%m.%Y; }

# Signed by itself; nginx starts with it, and what an authority signs takes its place.
certificate_self() {
    local key=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -keyout "$tls/$1.key.making")
    [ ! -s "$tls/$1.key" ] || key=(-key "$tls/$1.key")
    (umask 077 && openssl req -x509 "${key[@]}" -days 825 -subj "/CN=$1" -addext "subjectAltName=DNS:$1" \
        -addext basicConstraints=critical,CA:FALSE -out "$tls/$1.crt.making" 2>"$room/openssl") ||
        { remain "no certificate of $1: $(tail -n 1 "$room/openssl")" "nuk ka certifikatë për $1: $(tail -n 1 "$room/openssl")"; return; }
    [ ! -e "$tls/$1.key.making" ] || mv "$tls/$1.key.making" "$tls/$1.key"
    mv "$tls/$1.crt.making" "$tls/$1.crt"
    chmod 644 "$tls/$1.crt"
    done_now "a certificate of $1, signed by itself" "një certifikatë për $1, e nënshkruar nga vetja"
}

certificate_signed_by_itself() { openssl x509 -in "$tls/$1.crt" -noout -subject -issuer | sed 's/^[^=]*=//' | uniq -d | grep -q .; }

certificate_keep_ask() { :; }

certificate_self_ask() {
    printf '    %s %s\n' "$(t 'its fingerprint, to read out to whoever meets it:' "gjurma e saj, për t'ia lexuar kujt e takon:")" \
        "$(openssl x509 -in "$tls/$1.crt" -noout -fingerprint -sha256 | cut -d= -f2)"
}

certificate_request_ask() {
    certificate_signed_by_itself "$1" || return 0
    if [ ! -s "$tls/$1.csr" ]; then
        openssl req -new -key "$tls/$1.key" -subj "/CN=$1" -addext "subjectAltName=DNS:$1" -out "$tls/$1.csr" &&
            done_now "$tls/$1.csr" "$tls/$1.csr"
    fi
    remain "have $tls/$1.csr signed, and put what comes back in the place of $tls/$1.crt" \
        "nënshkruajeni $tls/$1.csr dhe vendoseni përgjigjen në vend të $tls/$1.crt"
}

# Behind the site, which answers the authority; the hook lets nginx take what is renewed.
certificate_certbot_ask() {
    certificate_signed_by_itself "$1" || return 0
    if ! command -v certbot >/dev/null; then
        remain 'apt install certbot' 'apt install certbot'
        return
    fi
    local mail=(--register-unsafely-without-email)
    [ -z "${answer[email]:-}" ] || mail=(--email "${answer[email]}")
    site_write
    if certbot certonly --non-interactive --agree-tos --webroot --webroot-path /var/lib/letsencrypt --domain "$1" \
        "${mail[@]}" \
        --deploy-hook 'systemctl reload nginx'; then
        ln -sf "/etc/letsencrypt/live/$1/fullchain.pem" "$tls/$1.crt"
        ln -sf "/etc/letsencrypt/live/$1/privkey.pem" "$tls/$1.key"
        done_now "a certificate of $1, by certbot" "një certifikatë për $1, nga certbot"
    else
        remain "certbot got no certificate of $1 (it says why above)" "certbot nuk mori certifikatë për $1 (arsyeja është më sipër)"
    fi
}
