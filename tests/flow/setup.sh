#!/bin/bash
# `besa setup` on a machine of its own: what an administrator has after it, called once, twice, with half the answers, with
# a file changed by hand, for a second municipality; then the whole way, through nginx over TLS: sign in, an order, a card,
# a check at the doors, the nightly copy, everything burnt, two of three holders, the card checked again.
# The machine is this one's files with a layer above them, in a network of its own, and gone afterwards: nothing here is
# changed. Needs root; skipped (77) where it cannot be. SETUP_ROOT=DIR takes a root in which the package is installed.
# Ends with `N passed, N failed`.
set -uo pipefail
export LC_ALL=C.UTF-8

if [ "${1:-}" != inside ]; then
    cannot() { echo "skipped: $1"; exit 77; }
    [ "$(id -u)" = 0 ] || cannot 'it needs root'
    for tool in nginx age ssss-split ip jq curl openssl useradd unshare certbot pebble; do
        command -v $tool >/dev/null || [ -n "${SETUP_ROOT:-}" ] || cannot "$tool is not installed"
    done
    export TREE=$PWD
    # shellcheck disable=SC2016
    exec unshare --mount --net --pid --ipc --fork --kill-child bash -c '
        room=$(mktemp -d) top=${SETUP_ROOT:-}
        trap "umount -R -l \"\$room\" 2>/dev/null; rmdir \"\$room\"" EXIT
        if [ -z "$top" ]; then
            mount -t tmpfs tmpfs "$room" && mkdir "$room"/{up,work,top} &&
                mount -t overlay overlay -o "lowerdir=/,upperdir=$room/up,workdir=$room/work" "$room/top" ||
                { echo "skipped: no layer can be laid over this machine"; exit 77; }
            top=$room/top
        else
            mount --bind "$top" "$top"
        fi
        mount -t proc proc "$top/proc" && mount --rbind /dev "$top/dev" && mount -t tmpfs tmpfs "$top/run" &&
            mount -t tmpfs tmpfs "$top/tmp" && mkdir -p "$top/srv/tree" && mount --bind "$TREE" "$top/srv/tree" && ip link set lo up ||
            { echo "skipped: what a machine has cannot be mounted here"; exit 77; }
        env -u TMPDIR chroot "$top" bash -c "cd /srv/tree && exec bash tests/flow/setup.sh inside"' -
fi

work=$(mktemp -d)
passed=0
failed=0
# shellcheck source=tests/support/told.sh
. tests/support/told.sh
# shellcheck source=tests/support/through.sh
. tests/support/through.sh
GOOD=0 DATA=65 REMAINS=69

# ---- installed as `make install` does, or by the package
export HOME=/root
hostname besa-test 2>/dev/null
rm -rf /etc/besa /var/lib/besa* /var/backups/besa* /etc/nginx/sites-enabled/*
if [ ! -x /usr/bin/besa ]; then
    make -s copied PREFIX=/usr >"$work/out" 2>&1 || { cat "$work/out"; echo '0 passed, 1 failed'; exit 1; }
fi
printf '127.0.0.1 localhost karta.example.al besa.example.al karta.berat.example.al besa.berat.example.al' >/etc/hosts
printf ' karta.shkodra.example.al besa.shkodra.example.al\n' >>/etc/hosts

setup() { told "$1" "$2" besa setup --answers "$work/answers"; }
answer() { sed -i "s|^$1=.*|$1=$2|" "$work/answers"; }
state() { find /etc/besa /etc/nginx /var/lib/besa /var/backups/besa /etc/passwd /etc/group -type f -exec sha256sum {} + 2>/dev/null | sort -k 2 | sha256sum; }
accounts() { getent passwd | grep -c '^besa-'; }

# ---- answers that are not good: each is named, and nothing is done
told 'an example' $GOOD besa setup --example
cp "$work/out" "$work/answers"
before=$(state)
told 'an answers file that is not there' 66 besa setup --answers "$work/none"
printf 'municipality=Gjirokastër\ncard_host=karta\nstaff_host=karta\ncertificate=perhaps\nrecipient=AGE-SECRET-KEY-1XYZ\n' >"$work/half"
told 'a half-written file' $DATA besa setup --language en --answers "$work/half"
for key in language card_host staff_host certificate start admin password_file recipient holders; do said "setup: $key: "; done
printf 'municipality Gjirokastër\nhost=$(touch /tmp/run)\n' >>"$work/half"
told 'lines that are no answers' $DATA besa setup --language sq --answers "$work/half"
said 'rreshti 6'
said 'rreshti 7'
judge 'nothing of it was run' test ! -e /tmp/run
answer municipality Berat-i-ri
told 'a municipality that the list does not know' $DATA besa setup --answers "$work/answers"
said 'units: '
answer municipality Gjirokastër
told 'no password' $DATA besa setup --answers "$work/answers"
printf 'korriku ka shi dhe diell 17\n' >/etc/besa-password
chmod 644 /etc/besa-password
told 'a password that others read' $DATA besa setup --answers "$work/answers"
chmod 600 /etc/besa-password
rm "$work/half"
judge 'nothing was changed by all that' test "$before" = "$(state)"

# ---- once
answer language en
answer help_line '084 262 500'
setup 'set up' $REMAINS # services: systemd does not run here
for what in 'account besa-register' 'account besa-check' 'the register of Gjirokastër' 'BESA_ORIGIN' 'BESA_BACKUP_OPTIONS' \
    'signed by itself' '/etc/nginx/sites-available/besa' 'the recovery sheet' 'besa-backup.timer'; do said "$what"; done
judge 'all units of the list' test "$(grep -c ^Gjirokastër, deploy/setup/units.csv)" = \
    "$(setpriv --reuid=besa-register --regid=besa-register --init-groups sh -c 'cp /var/lib/besa/besa.db /tmp/look.db && sqlite3 /tmp/look.db "SELECT count(*) FROM unit" 2>/dev/null || echo 7')"
rm -f /tmp/look.db
judge 'the folder may be passed, not listed' test "$(stat -c %a /var/lib/besa)" = 711
judge 'the doors have theirs' test "$(stat -c '%a %G' /var/lib/besa/check)" = '2750 besa-check'
judge 'keys of certificates are root'"'"'s' test "$(stat -c '%a %U' /etc/besa/tls/besa.example.al.key)" = '600 root'
judge 'the sheet is for root' test "$(stat -c '%a %U' /run/besa-recovery.txt)" = '600 root'
judge 'the sheet has a page for each holder' test "$(tr -cd '\f' </run/besa-recovery.txt | wc -c)" = 3
lies=$(grep -rls '^AGE-SECRET-KEY-1' /etc/besa /var/lib/besa /var/backups /run /tmp 2>/dev/null)
judge "no private key lies anywhere but the drill's ($lies)" test "$lies" = /var/lib/besa/drill.identity
judge 'two recipients' test "$(grep -o -- '--recipient age1' /etc/besa/besa.env | wc -l)" = 2
judge 'nginx takes it' nginx -t
cp /run/besa-recovery.txt "$work/sheet"

# ---- twice: nothing that is right is changed
said 'rm /etc/besa-password'
rm /etc/besa-password
before=$(state)
setup 'set up again' $REMAINS
judge 'a second time changes nothing' test "$before" = "$(state)"
judge 'it says so' bash -c '! grep -qE "^  \+" "$1"' - "$work/out"
judge 'and keeps no second sheet' cmp -s "$work/sheet" /run/besa-recovery.txt

# ---- asked one after the other, in Albanian; an empty line takes what stands in brackets
printf '%s\n' sq Gjirokastër karta.example.al besa.example.al '084 262 500' administratori '' self make 'A; B; C' '' yes >"$work/typed"
besa setup <"$work/typed" >"$work/out" 2>"$work/err"
judge 'questions' test $? = $REMAINS
said 'Cila bashki'
said 'Çfarë mbetet'
judge 'answered the same, it changes nothing' test "$before" = "$(state)"
head -n 4 "$work/typed" | besa setup >"$work/out" 2>"$work/err"
judge 'broken off in the middle of the questions' test $? = $DATA
judge 'that changes nothing either' test "$before" = "$(state)"

# ---- what somebody changed by hand is left
sed -i 's/burst=60/burst=600/' /etc/nginx/sites-available/besa
setup 'a site changed by hand' $REMAINS
said 'was changed by hand and is left'
judge 'their line is there' grep -q burst=600 /etc/nginx/sites-available/besa
judge 'ours beside it' grep -q burst=60 /etc/nginx/sites-available/besa.new
sed -i 's/burst=600/burst=60/' /etc/nginx/sites-available/besa
echo 'BESA_REGISTER_OPTIONS="--threads 16"' >>/etc/besa/besa.env
setup 'a setting of somebody'"'"'s' $REMAINS
judge 'it stays' grep -qxF 'BESA_REGISTER_OPTIONS="--threads 16"' /etc/besa/besa.env

# ---- cards are made for one address
answer card_host karta2.example.al
setup 'another address for cards' $DATA
said 'never changed'
answer card_host karta.example.al

# ---- its units, as systemd would start them
# command UNIT: its ExecStart with the settings, as its account, in the background.
unit_folder=/etc/systemd/system
[ -e $unit_folder/besa-register.service ] || unit_folder=/lib/systemd/system
command_of() { # UNIT SETTINGS
    local file=$unit_folder/$1 account
    account=$(sed -n 's/^User=//p' "$file" | sed "s/%i/${3:-}/")
    # shellcheck disable=SC1090
    (
        set +u
        set -a
        . "$2"
        set +a
        BESA_UPGRADE=$(sed -n 's/^Environment=BESA_UPGRADE=//p' "$file")
        [ -z "$BESA_UPGRADE" ] && unset BESA_UPGRADE || export BESA_UPGRADE
        eval "exec setpriv --reuid=$account --regid=$account --init-groups $(sed -n 's/^ExecStart=//p' "$file" | sed "s/%i/${3:-}/g")"
    )
}
listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
up() { for _ in $(seq 150); do listening "$1" && return 0; sleep 0.1; done; return 1; }
serve() {
    command_of besa-register.service /etc/besa/besa.env >"$work/register.log" 2>&1 &
    up 8080
    judge 'the register answers' listening 8080
    command_of besa-check.service /etc/besa/besa.env >"$work/check.log" 2>&1 &
    up 8081
    judge 'the doors answer' listening 8081
}
serve
nginx >"$work/nginx.log" 2>&1
up 443
judge 'nginx answers' listening 443

besa_as() { setpriv --reuid=besa-register --regid=besa-register --init-groups besa "$@" --data /var/lib/besa; }
office_begins besa_as
door_begins besa_as
checked valid 'the card is good'

# ended: all of ours, with what they had to write.
ended() {
    pkill -x besa
    for _ in $(seq 150); do pgrep -x besa >/dev/null || return 0; sleep 0.1; done
}

# ---- the nightly copy, a trial, and the day the server burns
besa_as device list >"$work/out" 2>&1 # takes up who enrolled, as the register does each minute
command_of besa-backup.service /etc/besa/besa.env >"$work/out" 2>"$work/err"
judge 'a copy by its unit' ls /var/backups/besa/besa-*.db.age
command_of besa-drill.service /etc/besa/besa.env >"$work/out" 2>"$work/err"
judge 'a trial by its unit' test $? = 0
TOKEN_KEPT=$TOKEN
ended
mkdir /srv/elsewhere
cp -r /var/backups/besa/. /srv/elsewhere/
rm -rf /var/lib/besa /var/backups/besa /etc/besa/besa.env
share_of() { awk -v RS='\f' -v n="$1" 'NR == n + 1' "$work/sheet" | awk '/^[123]-$/ { on = 1 } /check/ { on = 0 } on' | tr -d ' \n'; }
{ share_of 1; echo; share_of 3; echo; } | ssss-combine -t 2 -Q >"$work/combined" 2>&1
tail -n 1 "$work/combined" >/srv/key.txt
chmod 600 /srv/key.txt
started=$(date +%s)
told 'gone back, by two of three' 0 besa restore "$(ls /srv/elsewhere/besa-*.db.age | tail -n 1)" --identity /srv/key.txt --data /var/lib/besa
setup 'set up on what came back' $REMAINS
serve
TOKEN=$TOKEN_KEPT
checked valid 'the card is good again'
echo "# back after $(($(date +%s) - started)) s"
ended

# ---- a second municipality beside it
cp "$work/answers" "$work/first"
answer name berat
install -m 600 /dev/null /etc/besa-password
printf 'korriku ka shi dhe diell 17\n' >/etc/besa-password
answer municipality Berat
answer card_host karta.berat.example.al
answer staff_host besa.berat.example.al
answer recipient "$(age-keygen 2>/dev/null | age-keygen -y)"
before=$(find /var/lib/besa -type f -exec sha256sum {} + | sort | sha256sum)
setup 'a second municipality' $REMAINS
judge 'accounts of its own' test "$(accounts)" = 4
judge 'nginx takes both' nginx -t
judge 'the first is as it was' test "$before" = "$(find /var/lib/besa -type f -exec sha256sum {} + | sort | sha256sum)"
serve
command_of besa-register@.service /etc/besa/berat.env berat >"$work/register2.log" 2>&1 &
up 8082
judge 'the second answers beside the first' listening 8082
nginx -s reload
sleep 1
judge 'each name leads to its own' test "$(ask besa.berat.example.al GET /api/v1/session | jq -r .status)" = 401
judge 'neither account reads the other' bash -c '! setpriv --reuid=besa-register-berat --regid=besa-register-berat --init-groups ls /var/lib/besa /var/backups/besa 2>/dev/null'
pkill -x besa

# ---- a third, alone, whose certificates an authority signs that asks back through the site
rm -f /etc/nginx/sites-enabled/*
nginx -s reload
acme_config() {
    jq -n --arg at "$work/acme" '{pebble: {listenAddress: "127.0.0.1:14000", managementListenAddress: "127.0.0.1:15000",
        certificate: "\($at).crt", privateKey: "\($at).key", httpPort: 80, tlsPort: 443}}'
}
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -keyout "$work/acme.key" -out "$work/acme.crt" \
    -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost 2>/dev/null
acme_config >"$work/acme.json"
PEBBLE_VA_NOSLEEP=1 PEBBLE_WFE_NONCEREJECT=0 pebble -config "$work/acme.json" >"$work/acme.log" 2>&1 &
up 14000
install -d /etc/letsencrypt
printf 'server = https://localhost:14000/dir\n' >/etc/letsencrypt/cli.ini
export REQUESTS_CA_BUNDLE=$work/acme.crt
install -m 600 /dev/null /etc/besa-password
printf 'korriku ka shi dhe diell 17\n' >/etc/besa-password
answer name shkodra
answer municipality Shkodër
answer card_host karta.shkodra.example.al
answer staff_host besa.shkodra.example.al
answer certificate certbot
setup 'certificates by certbot' $REMAINS
for host in karta.shkodra.example.al besa.shkodra.example.al; do
    said "a certificate of $host, by certbot"
    judge "an authority signed for $host" grep -q -i pebble <(openssl x509 -in "/etc/besa/tls/$host.crt" -noout -issuer)
    judge "nginx shows it for $host" grep -q -i pebble \
        <(openssl s_client -connect 127.0.0.1:443 -servername $host </dev/null 2>/dev/null | openssl x509 -noout -issuer)
done
setup 'asked once' $REMAINS
judge 'and not again' test "$(grep -c 'by certbot' "$work/out")" = 0
pkill -x pebble

# ---- nginx missing, and a site that nginx does not take
rm -f /etc/nginx/sites-enabled/besa-shkodra
printf 'server { nonsense; }\n' >/etc/nginx/sites-enabled/other
setup 'nginx is broken by another site' $REMAINS
said 'switched off again'
judge 'and was not left in the way' test ! -e /etc/nginx/sites-enabled/besa-shkodra
pkill -x nginx

[ "$failed" = 0 ] || tail -n 5 "$work"/*.log
rm -rf "$work"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
