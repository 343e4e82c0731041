# shellcheck shell=bash disable=SC2154
# The answers: out of a file, or asked one after the other. Each is judged before anything is changed, all faults at once.
declare -A answer=()
KEYS='language name municipality units card_host staff_host help_line admin admin_full_name password_file certificate
      email recipient holders keys start'

answers_example() {
    cat <<'FILE'
# Answers for `besa setup --answers FILE`: one line KEY=VALUE each. A key that may be left out says so.
# The language of what setup says, and of the sheet that it ends with: sq or en.
language=sq
# Only where one machine carries several municipalities: a short name, a-z and 0-9. May be left out.
name=
municipality=Gjirokastër
# Administrative units, with ; between them. May be left out where the list that comes with Besa knows the municipality.
units=
# What cards carry and devices ask, never changed afterwards; and where the staff signs in. Two names of this machine.
card_host=karta.example.al
staff_host=besa.example.al
# Whom a card's holder asks; printed on cards. May be left out.
help_line=084 262 500
admin=administratori
admin_full_name=Administratori i Regjistrit
# A file whose first line is the administrator's password (12 characters at least), readable by root alone; to be removed behind it.
password_file=/etc/besa-password
# certbot: by certbot, if it is installed; request: a key and a request for the municipality's own authority;
# self: signed by itself; keep: those that lie in /etc/besa/tls.
certificate=self
# For certbot: whom the authority writes to. May be left out.
email=
# The public keys of age that copies are encrypted to, with blanks between them (made elsewhere with age-keygen); or
# make: a key is made here and shared out among three holders, any two of whom can open a copy.
recipient=make
# Who holds the shares, or the private keys: three names with ; between them.
holders=Sekretari i Bashkisë; Arkivi; Banka
# Where the keys lie. file: in the register's folder. machine: encrypted to this machine by systemd (its TPM, if it has
# one), handed to the services alone, and otherwise only in the encrypted copies. May be left out: as they are.
keys=file
# yes: start the services and their timers; no: leave it to somebody.
start=yes
FILE
}

answers_take() {
    if [ -n "${SETUP_ANSWERS:-}" ]; then
        answers_read "$SETUP_ANSWERS" || return
    else
        answers_ask || return
    fi
    [ -n "${SETUP_LANGUAGE:-}" ] || language=${answer[language]:-en}
    answers_judge
}

# Lines are taken as they stand: nothing in them is run.
answers_read() {
    local line key faults=0 n=0
    if [ ! -f "$1" ] || [ ! -r "$1" ]; then
        fault "$1 cannot be read" "$1 nuk lexohet dot"
        return 66
    fi
    while IFS= read -r line || [ -n "$line" ]; do
        n=$((n + 1))
        line=${line%$'\r'}
        case $line in '' | '#'*) continue ;; esac
        key=${line%%=*}
        if [ "$key" = "$line" ] || ! grep -qw -- "$key" <<<"$KEYS"; then
            fault "$1 line $n: no such answer: $key" "$1 rreshti $n: nuk ka përgjigje të tillë: $key"
            faults=1
            continue
        fi
        answer[$key]=$(sed -E 's/^[[:space:]]+//; s/[[:space:]]+$//' <<<"${line#*=}")
    done <"$1"
    [ $faults = 0 ] || return 65
}

# ask KEY DEFAULT ENGLISH ALBANIAN
ask() {
    local value
    printf '%s%s: ' "$(t "$3" "$4")" "${2:+ [$2]}"
    IFS= read -r value || { echo; return 65; }
    answer[$1]=${value:-$2}
}

answers_ask() {
    local host
    host=$(hostname -d 2>/dev/null)
    if [ -z "${SETUP_LANGUAGE:-}" ]; then
        ask language sq 'Language, sq or en' 'Gjuha, sq ose en' || return
        language=${answer[language]}
    fi
    answer[language]=$language
    ask municipality '' 'Which municipality' 'Cila bashki' || return
    if [ -z "$(units_known "${answer[municipality]}")" ]; then
        ask units '' 'Its administrative units, with ; between them' 'Njësitë administrative, të ndara me ;' || return
    fi
    ask card_host "karta.${host:-example.al}" 'Host name that cards carry (never changed afterwards)' \
        'Emri i hostit që mbajnë kartat (nuk ndryshohet më)' || return
    ask staff_host "besa.${host:-example.al}" 'Host name where the staff signs in' 'Emri i hostit ku hyn personeli' || return
    ask help_line '' 'Telephone printed on cards (may be empty)' 'Telefoni që shtypet në karta (mund të lihet bosh)' || return
    ask admin administratori 'Sign-in name of the administrator' 'Emri i hyrjes së administratorit' || return
    ask admin_full_name '' 'Full name of the administrator' 'Emri i plotë i administratorit' || return
    ask certificate self 'Certificates: certbot, request, self or keep' 'Certifikatat: certbot, request, self ose keep' || return
    ask recipient make 'Copies are encrypted to: make, or public keys of age' \
        'Kopjet shifrohen për: make, ose çelësa publikë të age' || return
    ask holders '' 'Who holds the keys to the copies: three names with ; between them' \
        'Kush i mban çelësat e kopjeve: tre emra të ndarë me ;' || return
    ask keys "$(keys_lie)" 'Keys lie in a file of the register, or are encrypted to this machine: file or machine' \
        'Çelësat ndodhen në skedar te regjistri, ose shifrohen për këtë makinë: file ose machine' || return
    ask start yes 'Start the services now: yes or no' 'Të nisen shërbimet tani: yes ose no' || return
}

units_known() { awk -F, -v of="$1" 'NR > 1 && $1 == of { print $2 }' "$here/units.csv"; }

# wrong KEY ENGLISH ALBANIAN
wrong() {
    fault "$1: $2" "$1: $3"
    wrong=1
}

host_judge() {
    local value=${answer[$1]:-}
    if ! grep -qE '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$' <<<"$value" || [ ${#value} -gt 72 ]; then
        wrong "$1" 'a host name in small letters, as in karta.example.al' 'një emër hosti me shkronja të vogla, si karta.example.al'
    fi
}

one_of() { # KEY WORD...
    local key=$1
    shift
    grep -qxF -- "${answer[$key]:-}" < <(printf '%s\n' "$@") || wrong "$key" "one of: $*" "një nga: $*"
}

password_judge() {
    local file=${answer[password_file]:-}
    # Asked at the terminal; and where the register stands, nobody needs it any more.
    if [ -z "${SETUP_ANSWERS:-}" ] || [ -e "/var/lib/besa${answer[name]:+-${answer[name]}}/besa.db" ]; then return; fi
    if [ ! -f "$file" ] || [ ! -s "$file" ]; then
        wrong password_file 'a file with the password in its first line' 'një skedar me fjalëkalimin në rreshtin e parë'
    elif [ -n "$(find -L "$file" -perm /077)" ]; then
        wrong password_file 'it must be readable by root alone (chmod 600)' 'duhet të lexohet vetëm nga root (chmod 600)'
    fi
}

recipient_judge() {
    local one
    [ "${answer[recipient]:-}" != make ] || return 0
    [ -n "${answer[recipient]:-}" ] || { wrong recipient 'make, or public keys of age' 'make, ose çelësa publikë të age'; return; }
    for one in ${answer[recipient]}; do
        grep -qE '^age1[02-9ac-hj-np-z]{58}$' <<<"$one" ||
            wrong recipient "$one is no public key of age (a private one never comes here)" \
                "$one nuk është çelës publik i age (çelësi privat nuk vjen kurrë këtu)"
    done
}

holders_judge() {
    [ "$(tr ';' '\n' <<<"${answer[holders]:-}" | grep -c '[^[:space:]]')" = 3 ] ||
        wrong holders 'three names with ; between them' 'tre emra të ndarë me ;'
}

# What certbot asks the authority for must lead here; the others may come before the name does.
names_judge() {
    local key host
    for key in card_host staff_host; do
        host=${answer[$key]:-}
        if [ -z "$host" ] || getent hosts "$host" >/dev/null; then continue; fi
        if [ "${answer[certificate]:-}" = certbot ]; then
            wrong "$key" "$host has no address in the DNS yet: certbot needs one" "$host nuk ka ende adresë në DNS: certbot e kërkon"
        else
            remain "let the DNS lead $host to this machine" "bëni që DNS ta çojë $host te kjo makinë"
        fi
    done
}

answers_judge() {
    local wrong=0
    one_of language sq en
    one_of certificate certbot request self keep
    one_of start yes no
    [ -z "${answer[keys]:-}" ] || one_of keys file machine
    [ -z "${answer[name]:-}" ] || grep -qE '^[a-z][a-z0-9]{0,11}$' <<<"${answer[name]}" ||
        wrong name 'a-z and 0-9, a letter first, 12 at most' 'a-z dhe 0-9, në fillim shkronjë, deri në 12'
    [ -n "${answer[municipality]:-}" ] || wrong municipality 'which one' 'cila'
    [ -n "${answer[units]:-}${answer[municipality]:+$(units_known "${answer[municipality]:-}")}" ] ||
        wrong units 'the list that comes with Besa does not know this municipality: name its units, with ; between them' \
            'lista që vjen me Besën nuk e njeh këtë bashki: shkruani njësitë, të ndara me ;'
    host_judge card_host
    host_judge staff_host
    [ "${answer[card_host]:-1}" != "${answer[staff_host]:-2}" ] ||
        wrong staff_host 'another name than card_host' 'emër tjetër nga card_host'
    grep -qE '^[A-Za-z][A-Za-z0-9._-]{1,63}$' <<<"${answer[admin]:-}" ||
        wrong admin 'a sign-in name: letters, digits, . - _' 'emër hyrjeje: shkronja, shifra, . - _'
    password_judge
    recipient_judge
    holders_judge
    [ $wrong = 1 ] || names_judge
    [ $wrong = 0 ] || return 65
}
