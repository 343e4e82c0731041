# shellcheck shell=bash disable=SC2154
# Where the master keys lie: in the register's folder, or encrypted to this machine (systemd-creds: its TPM, and a secret of
# the system), so that a stolen folder or disk image of /var/lib opens nothing, and only the services are handed them.

store=/etc/credstore.encrypted

keys_name() { printf 'besa%s.' "${answer[name]:+-${answer[name]}}"; }
keys_with_machine() { [ ! -d "$data/keys" ] && compgen -G "$store/$(keys_name)*" >/dev/null; }

# What is so already, as an answer.
keys_lie() {
    if [ -n "$(find "$store" -name 'besa.*.key' 2>/dev/null)" ]; then echo machine; else echo file; fi
}

# One property for each key, as units and systemd-run take it.
keys_properties() {
    local one name
    for one in "$store/$(keys_name)"*; do
        name=${one#"$store/$(keys_name)"}
        printf 'LoadCredentialEncrypted=%s:%s\n' "$name" "$one"
    done
}

# register_run COMMAND...: besa as the register's account, with its keys wherever they lie.
register_run() {
    local properties=() one
    if ! keys_with_machine; then
        as_register "$besa" "$@"
        return
    fi
    while IFS= read -r one; do properties+=(--property "$one"); done < <(keys_properties)
    systemd-run --quiet --pipe --wait --collect --service-type=exec --uid="$register" --gid="$register" \
        --property SupplementaryGroups="$check" --property UMask=0077 --property LimitCORE=0 "${properties[@]}" "$besa" "$@"
}

keys_units() { printf '%s\n' "$register" "besa-backup$unit" "besa-drill$unit"; }

keys_put() {
    case ${answer[keys]:-} in # unsaid: as they are
    machine) keys_to_machine ;;
    file) keys_to_folder ;;
    esac
}

keys_to_machine() {
    local one folder
    if keys_with_machine; then
        stood 'keys are encrypted to this machine' 'çelësat janë të shifruar për këtë makinë'
        return
    fi
    if ! systemd_runs || ! command -v systemd-creds >/dev/null; then
        remain "keys lie in $data/keys: only a systemd that runs can encrypt them to this machine" \
            "çelësat ndodhen në $data/keys: vetëm një systemd që punon mund t'i shifrojë për këtë makinë"
        return
    fi
    # Whoever loses this machine has them in the copies, or nowhere.
    if [ -z "$(setting BESA_BACKUP_OPTIONS)" ]; then
        remain "keys lie in $data/keys until copies are encrypted: they will stand in those alone" \
            "çelësat ndodhen në $data/keys derisa kopjet të shifrohen: vetëm ato do t'i mbajnë"
        return
    fi
    install -d -m 700 "$store"
    rm -f "$store/$(keys_name)"*
    for one in "$data/keys"/*; do keys_encrypt "$one" || { keys_give_up; return; }; done
    systemctl stop "$register.service" 2>/dev/null
    folder=$(mktemp -d "$data/keys-were.XXXXXX") && mv "$data/keys" "$folder/keys" || { keys_give_up; return; }
    while IFS= read -r one; do
        install -d "/etc/systemd/system/$one.service.d"
        { echo '[Service]'; keys_properties; } >"/etc/systemd/system/$one.service.d/besa-keys.conf"
    done < <(keys_units)
    if systemctl daemon-reload && register_run audit verify --data "$data" >/dev/null 2>&1; then
        rm -r "$folder"
        done_now 'keys encrypted to this machine' 'çelësat u shifruan për këtë makinë'
    else
        mv "$folder/keys" "$data/keys" && rmdir "$folder"
        keys_give_up
    fi
}

# What does not come back as it was is not trusted with anything.
keys_encrypt() {
    local name=${1##*/} to
    to=$store/$(keys_name)$name
    systemd-creds encrypt --name="$name" "$1" "$to" 2>"$room/creds" &&
        systemd-creds decrypt --name="$name" "$to" - 2>>"$room/creds" | cmp -s - "$1"
}

keys_forget() {
    local one
    while IFS= read -r one; do
        rm -f "/etc/systemd/system/$one.service.d/besa-keys.conf"
        rmdir "/etc/systemd/system/$one.service.d" 2>/dev/null
    done < <(keys_units)
    rm -f "$store/$(keys_name)"*
    systemctl daemon-reload
}

keys_give_up() {
    keys_forget
    remain "keys lie in $data/keys: they could not be encrypted to this machine: $(tail -n 1 "$room/creds" 2>/dev/null)" \
        "çelësat ndodhen në $data/keys: nuk u shifruan dot për këtë makinë: $(tail -n 1 "$room/creds" 2>/dev/null)"
}

# The way back, for a change of keys: besa key rotate writes into a folder.
keys_to_folder() {
    local one name making
    keys_with_machine || return 0
    making=$(mktemp -d "$data/keys-come.XXXXXX")
    for one in "$store/$(keys_name)"*; do
        name=${one#"$store/$(keys_name)"}
        (umask 077 && systemd-creds decrypt --name="$name" "$one" - >"$making/$name" 2>"$room/creds") && continue
        rm -r "$making"
        remain "the keys did not come back into $data/keys: $(tail -n 1 "$room/creds")" \
            "çelësat nuk u kthyen në $data/keys: $(tail -n 1 "$room/creds")"
        return
    done
    systemctl stop "$register.service" 2>/dev/null
    chown -R "$register:$register" "$making" && mv "$making" "$data/keys" && keys_forget
    done_now "keys in $data/keys" "çelësat në $data/keys"
}

# with_keys COMMAND...: any command of besa by hand, where only the services are handed the keys. Its exit code.
with_keys() {
    local one before=
    data=
    for one in "$@"; do
        [ "$before" != --data ] || data=$one
        before=$one
    done
    [ -n "$data" ] || set -- "$@" --data "${data:=/var/lib/besa}"
    case $data in
    /var/lib/besa) ;;
    /var/lib/besa-*) answer[name]=${data#/var/lib/besa-} ;;
    *)
        fault '--data: /var/lib/besa, or /var/lib/besa-NAME where a machine carries several municipalities' \
            '--data: /var/lib/besa, ose /var/lib/besa-EMRI kur një makinë mban disa bashki'
        return 65
        ;;
    esac
    places_set
    register_run "$@"
}
