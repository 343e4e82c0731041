#!/bin/bash
# instances.sh FOLDER: the units again for a machine that carries several municipalities, besa-register@NAME and so on: the
# same lines with folders, accounts, ports and settings that carry the name.
set -euo pipefail
to=$(cd "$1" && pwd)
cd "$(dirname "$0")"
# shellcheck disable=SC2016
for unit in *.service *.timer; do
    sed -E -e 's#/var/(lib|backups)/besa#&-%i#g' -e 's#/etc/besa/besa\.env#/etc/besa/%i.env#' \
        -e 's#^StateDirectory=besa#&-%i#' -e 's#^(User|Group|SupplementaryGroups)=(besa-(register|check))#\1=\2-%i#' \
        -e 's#besa-register\.service#besa-register@%i.service#' \
        -e 's#127\.0\.0\.1:8080#127.0.0.1:${BESA_PORT}#; s#127\.0\.0\.1:8081#127.0.0.1:${BESA_CHECK_PORT}#' \
        -e 's#^(Description=Besa)#\1 (%i)#' "$unit" >"$to/${unit%.*}@.${unit##*.}"
done
