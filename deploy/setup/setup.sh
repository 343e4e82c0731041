#!/bin/bash
# `besa setup`, which calls it: BESA is the program, SETUP_ANSWERS a file of answers or empty, SETUP_LANGUAGE sq, en or
# empty, SETUP_EXAMPLE 1 to print such a file, SETUP_WITH_KEYS 1 to run the arguments as a command. Whatever is right already stays as it is, so it may be broken off and
# called again. Exit 0: all is done; 69: something remains, and what; 65: an answer is missing or wrong; 77: not root.
set -uo pipefail
export LC_ALL=C.UTF-8
umask 022
here=$(cd "$(dirname "$0")" && pwd)
besa=${BESA:-/usr/bin/besa}
# Units and site lie beside it where it is installed, in the checkout one folder up.
parts=$here
[ -d "$parts/nginx" ] || parts=$(dirname "$here")

# shellcheck source=deploy/setup/said.sh
. "$here/said.sh"
# shellcheck source=deploy/setup/answers.sh
. "$here/answers.sh"
# shellcheck source=deploy/setup/machine.sh
. "$here/machine.sh"
# shellcheck source=deploy/setup/certificate.sh
. "$here/certificate.sh"
# shellcheck source=deploy/setup/copies.sh
. "$here/copies.sh"
# shellcheck source=deploy/setup/keys.sh
. "$here/keys.sh"

if [ -n "${SETUP_EXAMPLE:-}" ]; then
    answers_example
    exit 0
fi
[ "$(id -u)" = 0 ] || { echo 'besa setup: call it as root (sudo besa setup)' >&2; exit 77; }

if [ -n "${SETUP_WITH_KEYS:-}" ]; then
    with_keys "$@"
    exit
fi

answers_take || exit $?
places_set
exec 9<"$here"
flock -n 9 || { fault 'another besa setup is at work' 'një tjetër besa setup është në punë'; exit 75; }

accounts_make
register_make || exit $?
doors_open
settings_write
copies_prepare
certificates_make
site_write
keys_put
services_start
copies_begin
sheet_write
doctor_ask
remains_tell
