# Roots of Debian 12 beside this machine: sourced by bare.sh and installed.sh.
# Nothing of this machine gets in but what the network needs: the sources of Debian 12 that apt has here, its settings for
# fetching, name servers.
# shellcheck shell=bash

SUITE=bookworm

cannot() {
    echo "No Debian 12 of its own can be made here: $1" >&2
    exit 69
}

# Where apt here gets that suite and its updates from; other sources, and other versions, stay outside.
sources() {
    apt-get indextargets --format '$(CODENAME) deb $(REPO_URI) $(RELEASE) $(COMPONENT)' \
        'Created-By: Packages' 'Origin: Debian' 2>/dev/null | sed -nE "s/^$SUITE(-updates|-security)? //p" | sort -u
}

# How apt here fetches: proxies, certificates, and whether a mirror of an earlier day will do.
fetching() {
    apt-config dump --no-empty --format '%f "%v";%n' Acquire |
        grep -E '^Acquire::(https?::|Retries |Check-Valid-Until |Check-Date |Languages)'
}

# root_possible COMMAND...: root may make one here, and those commands are there.
root_possible() {
    local command
    [ "$(id -u)" = 0 ] || cannot 'only root may'
    for command in mmdebstrap unshare chroot apt-get git "$@"; do
        command -v "$command" >/dev/null || cannot "$command is missing"
    done
    unshare --mount --pid --ipc --fork true 2>/dev/null || cannot 'namespaces of its own are not permitted'
    [ -n "$(sources)" ] || apt-get -qq update >/dev/null 2>&1
    [ -n "$(sources)" ] || cannot "apt has no source of $SUITE"
}

# root_make FOLDER PACKAGES: a minimal one with those, commas between them; what was said goes to standard output.
root_make() {
    fetching >"$1.apt"
    sources | mmdebstrap --quiet --mode=root --variant=minbase --include="$2" \
        --aptopt="$1.apt" --dpkgopt=force-unsafe-io "$SUITE" "$1" - 2>&1 &&
        cp -L /etc/resolv.conf /etc/hosts "$1/etc/"
}
