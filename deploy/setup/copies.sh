# shellcheck shell=bash disable=SC2154
# Whom the copies are encrypted to, and the sheet that says who can open them.
#
# A key that is made here never comes to a disk: it is held in this process, shared out by ssss (Shamir, any two of
# three), and the shares stand on the sheet alone, in memory under /run until it is printed. Two sealed halves would be
# simpler, but one lost envelope would then be the end of every copy.

room=$(mktemp -d /run/besa-setup.XXXXXX) || exit 73
trap 'rm -rf "$room"' EXIT

shares=()

copies_prepare() {
    local options recipients
    if ! command -v age-keygen >/dev/null; then
        remain 'apt install age' 'apt install age'
        return
    fi
    options=$(setting BESA_BACKUP_OPTIONS)
    if [ -n "$options" ]; then
        stood "copies are encrypted ($settings)" "kopjet janë të shifruara ($settings)"
        return
    fi
    recipients=${answer[recipient]}
    if [ "$recipients" = make ]; then
        key_share || return
    fi
    drill_key_make
    options=
    for one in $recipients $(age-keygen -y "$data/drill.identity" 2>/dev/null); do options+="${options:+ }--recipient $one"; done
    opened_by=$recipients
    settings_put BESA_BACKUP_OPTIONS "$options"
}

key_share() {
    local key
    if ! command -v ssss-split >/dev/null; then
        remain 'apt install ssss, or make a key elsewhere (age-keygen) and name its public half as recipient' \
            'apt install ssss, ose krijoni një çelës gjetkë (age-keygen) dhe jepni pjesën publike si recipient'
        return 1
    fi
    key=$(age-keygen 2>/dev/null | grep '^AGE-SECRET-KEY-1') || return 1
    recipients=$(age-keygen -y <<<"$key")
    mapfile -t shares < <(ssss-split -t 2 -n 3 -Q <<<"$key" 2>/dev/null | grep -E '^[123]-[0-9a-f]+$')
    # Nothing is encrypted to a key that does not come back.
    if [ ${#shares[@]} != 3 ] || ! key_comes_back 0 1 "$key" || ! key_comes_back 1 2 "$key" || ! key_comes_back 0 2 "$key"; then
        remain 'the key to the copies could not be shared out (ssss)' 'çelësi i kopjeve nuk u nda dot (ssss)'
        return 1
    fi
}

key_comes_back() { [ "$(printf '%s\n%s\n' "${shares[$1]}" "${shares[$2]}" | ssss-combine -t 2 -Q 2>&1 | tail -n 1)" = "$3" ]; }

# The monthly trial opens copies by a key of its own, which opens no more than the folder it lies in.
drill_key_make() {
    [ -s "$data/drill.identity" ] || as_register age-keygen -o "$data/drill.identity" 2>/dev/null
}

# The first copy, and its trial, at once: not the night after, when whoever set it up has gone home.
copies_begin() {
    if ! systemd_runs || [ "${answer[start]}" = no ] || [ -z "$(setting BESA_BACKUP_OPTIONS)" ] ||
        compgen -G "$copies/besa-*" >/dev/null; then
        return
    fi
    if systemctl start "besa-backup$unit.service" && systemctl start "besa-drill$unit.service"; then
        done_now "the first copy in $copies, and gone back to for a trial" "kopja e parë në $copies, dhe prova e kthimit te ajo"
    else
        remain "the first copy failed: journalctl -u besa-backup$unit -u besa-drill$unit says why" \
            "kopja e parë dështoi: journalctl -u besa-backup$unit -u besa-drill$unit thotë pse"
    fi
}

# Groups of four, so that it can be typed, and a sum that shows whether it was typed right.
share_print() {
    printf '%s\n' "${1:0:2}"
    fold -w 4 <<<"${1:2}" | paste -sd' ' | fold -w 50
    printf '\n%s %s\n' "$(t 'check (sha256sum, first 8):' 'kontroll (sha256sum, 8 të parat):')" "$(printf '%s' "$1" | sha256sum | cut -c 1-8)"
}

sheet_write() {
    [ -n "${opened_by:-}" ] || return 0
    local sheet=/run/besa-recovery${answer[name]:+-${answer[name]}}.txt holders n=0 one
    mapfile -t holders < <(tr ';' '\n' <<<"${answer[holders]}" | sed -E 's/^[[:space:]]+//; s/[[:space:]]+$//; /^$/d')
    (umask 077 && : >"$sheet")
    {
        sheet_first "${holders[@]}"
        for one in "${shares[@]}"; do
            printf '\f'
            sheet_share "${holders[n]}" "$one"
            n=$((n + 1))
        done
    } >"$sheet"
    done_now "the recovery sheet: $sheet" "fleta e rimëkëmbjes: $sheet"
    remain "print $sheet (lp $sheet), hand each page to its holder, then rm $sheet; it is in memory and gone at the next start" \
        "shtypni $sheet (lp $sheet), jepini secilit fletën e vet, pastaj rm $sheet; ndodhet në memorie dhe humbet me rinisjen"
}

sheet_first() {
    t 'RECOVERY SHEET' 'FLETA E RIMËKËMBJES'
    printf '\n\n%s  %s\n%s  %s\n\n' "$(t 'Server:' 'Serveri:')" "$(hostname)" "$(t 'Date:' 'Data:')" "$(date +%d.%m.%Y)"
    tell 'Copies of the records of this server are encrypted. They open with the private key to:' \
        'Kopjet e të dhënave të këtij serveri janë të shifruara. Ato hapen me çelësin privat të:'
    tr ' ' '\n' <<<"$opened_by" | sed 's/^/  /'
    echo
    if [ ${#shares[@]} = 3 ]; then
        tell 'The key was shared out in three parts; any two of them give it back. They are held by:' \
            'Çelësi u nda në tri pjesë; çdo dy prej tyre e kthejnë. I mbajnë:'
    else
        tell 'The private key is held by:' 'Çelësin privat e mbajnë:'
    fi
    printf '  %s\n' "$@"
    echo
    tell 'The day the server burns:' 'Ditën kur serveri digjet:'
    cat <<STEPS
  1. $(t 'Install the program on another machine (apt install ./besa_….deb age ssss).' 'Instaloni programin në një makinë tjetër (apt install ./besa_….deb age ssss).')
  2. $(t 'Bring the newest copy (besa-….db.age) with its folder keys.' 'Sillni kopjen më të re (besa-….db.age) me dosjen keys.')
  3. $(t 'Give the key back: ssss-combine -t 2 >key.txt, type two parts.' 'Kthejeni çelësin: ssss-combine -t 2 >key.txt, shkruani dy pjesë.')
  4. $(t 'besa restore besa-….db.age --identity key.txt --data /var/lib/besa' 'besa restore besa-….db.age --identity key.txt --data /var/lib/besa')
  5. $(t 'besa setup, with the same host names as before.' 'besa setup, me të njëjtat emra hosti si më parë.')
STEPS
}

sheet_share() {
    printf '%s: %s\n\n' "$(t 'PART HELD BY' 'PJESA QË MBAN')" "$1"
    tell 'One of three parts of the key to the copies. Any two give it back; one alone says nothing.' \
        'Një nga tri pjesët e çelësit të kopjeve. Çdo dy e kthejnë; një e vetme nuk tregon asgjë.'
    tell 'Keep it sealed, and tell nobody where the others are.' 'Ruajeni të mbyllur dhe mos i tregoni kujt ku janë të tjerat.'
    echo
    share_print "$2"
}
