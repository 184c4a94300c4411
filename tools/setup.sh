#!/bin/bash
# setup.sh: gives a Debian 12 machine and this checkout what they need. Safe to repeat; with nothing to do it takes no time.
#   Debian packages of tools/packages.txt; .venv with xapid and the developers' tools; npm packages of the client tests;
#   the guest's kernel, unpacked beside the cache: installing it would add it to this machine's boot menu.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."
mkdir -p .run
exec 9>.run/setup.lock
flock 9 # two of us at once

export DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo --preserve-env=DEBIAN_FRONTEND,UCF_FORCE_CONFFOLD "$@"
    else
        echo "setup.sh: '$*' needs root, and there is no sudo" >&2
        exit 1
    fi
}

missing_packages() {
    comm -13 <(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' | sed -n 's/^ii *//p' | sort -u) <(sort -u tools/packages.txt)
    command -v npm >/dev/null || echo nodejs npm # node may well come from elsewhere
}

# A database server for the tests needs no cluster of its own, and should not start one.
no_postgres_cluster() {
    [ -e /etc/postgresql-common/createcluster.conf ] && return
    as_root mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
}

install_packages() {
    local missing
    read -ra missing <<<"$(missing_packages | tr '\n' ' ')"
    [ ${#missing[@]} -gt 0 ] || return 0
    echo "setup: Debian packages: ${missing[*]}"
    case " ${missing[*]} " in *" postgresql "*) no_postgres_cluster ;; esac
    as_root apt-get update -qq
    as_root apt-get install -qq -y --no-install-recommends -o Dpkg::Use-Pty=0 "${missing[@]}" >.run/apt.log 2>&1 || {
        tail -n 20 .run/apt.log >&2
        exit 1
    }
}

# once NAME INPUT COMMAND...: runs the command unless it already ran for this content of the input file.
once() {
    local stamp=$1 input=$2 sum
    shift 2
    sum=$(sha256sum <"$input")
    [ "$(cat "$stamp" 2>/dev/null)" = "$sum" ] && return
    echo "setup: $*"
    "$@"
    echo "$sum" >"$stamp"
}

install_packages
[ -x .venv/bin/python ] || /usr/bin/python3 -m venv .venv
once .venv/.setup setup.cfg .venv/bin/pip install --quiet --disable-pip-version-check -e '.[dev]'
once tests/clients/js/node_modules/.setup tests/clients/js/package-lock.json \
    npm ci --prefix tests/clients/js --ignore-scripts --no-audit --no-fund --loglevel=error
tools/guest/kernel.sh >/dev/null
