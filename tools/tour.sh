#!/bin/bash
# tour.sh (make run): starts xapid and shows its main job, a real guest driven by xe. Safe to repeat: what runs is used again.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."
. tools/demo.sh
need_root "$PWD/tools/tour.sh"
name=demo

say() { printf '\n== %s\n' "$*"; }

# show COMMAND...: prints the command as one would type it, runs it, and prints its output, which is then in $REPLY.
show() {
    printf '\n$'
    printf ' %s' "${@@Q}" | sed -E "s/'([A-Za-z0-9_.,:=/-]+)'/\\1/g"
    echo
    REPLY=$("$@")
    [ -z "$REPLY" ] || echo "$REPLY"
}

# free_port FIRST: the first port from there on that nobody listens on.
free_port() {
    local port=$1
    while (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
    echo "$port"
}

write_env() {
    local http=$1 https=$2 password=$3
    umask 077
    cat >"$env_file" <<ENV
export XENAPI_URL=https://localhost:$https
export XENAPI_HTTP_URL=http://localhost:$http
export XENAPI_USER=root
export XENAPI_PASSWORD=$password
export XAPID_SOCKET=$state/xapi.sock
export XAPID_STATE=$state
export XAPID_PID=$XAPID_PID
export XE=$PWD/.venv/bin/xe
export XE_EXTRA_ARGS=server=localhost,port=$https,username=root,password=$password
ENV
    umask 022
    . "$env_file"
}

start_daemon() {
    local http https password=${XENAPI_PASSWORD:-}
    http=$(free_port "${XAPID_HTTP_PORT:-8080}") https=$(free_port "${XAPID_HTTPS_PORT:-8443}")
    [ -n "$password" ] || password=$(od -An -N9 -tx1 /dev/urandom | tr -d ' \n')
    mkdir -p "$state"
    .venv/bin/python -m xapid passwd --state "$state" root <<<"$password"
    setsid .venv/bin/python -m xapid serve --state "$state" --http-port "$http" --https-port "$https" \
        </dev/null >>"$log" 2>&1 &
    XAPID_PID=$!
    write_env "$http" "$https" "$password"

    local deadline=$((SECONDS + 60))
    until [ -n "$("$XE" host-list enabled=true --minimal 2>/dev/null)" ]; do
        if ! daemon_alive || [ $SECONDS -gt $deadline ]; then
            echo "tour.sh: xapid did not start; the end of $log:" >&2
            tail -n 20 "$log" >&2
            exit 1
        fi
        sleep 0.2
    done
}

# Sets $vm to the VM of this name that the tour finished making; what an interrupted tour left is taken away first.
find_vm() {
    local uuid
    vm=
    for uuid in $("$XE" vm-list name-label=$name --minimal | tr ',' ' '); do
        if [ "$("$XE" vm-param-get uuid="$uuid" param-name=other-config param-key=tour 2>/dev/null)" = made ]; then
            vm=$uuid
            return
        fi
        "$XE" vm-uninstall uuid="$uuid" force=true >/dev/null
    done
}

# Sets $vm to a new one.
make_vm() {
    local sr vdi network size
    qemu-img convert -O raw .run/guest/disk.qcow2 .run/guest/disk.raw
    size=$(stat -c %s .run/guest/disk.raw)

    say "A VM from a template, with 256 MiB of memory"
    show xe vm-install template="Other install media" new-name-label=$name
    vm=$REPLY
    show xe vm-memory-set uuid="$vm" memory=256MiB

    say "A disk in the default storage repository, filled with the guest's image"
    show xe pool-list params=default-SR --minimal
    sr=$REPLY
    show xe vdi-create sr-uuid="$sr" name-label=$name type=user virtual-size="$size"
    vdi=$REPLY
    show xe vdi-import uuid="$vdi" filename=.run/guest/disk.raw format=raw
    rm .run/guest/disk.raw
    show xe vbd-create vm-uuid="$vm" vdi-uuid="$vdi" device=0 bootable=true
    xe vbd-param-set uuid="$REPLY" other-config:owner= # vm-uninstall takes it away too

    say "A network card on the internal network, which has DHCP"
    show xe network-list bridge=xenapi --minimal
    network=$REPLY
    show xe vif-create vm-uuid="$vm" network-uuid="$network" device=0 mac=random

    xe vm-param-set uuid="$vm" other-config:tour=made
}

wait_for_address() {
    local vm=$1 deadline=$((SECONDS + 180))
    until xe vm-param-get uuid="$vm" param-name=networks param-key=0/ip >/dev/null 2>&1; do
        [ $SECONDS -lt $deadline ] || { echo "tour.sh: the guest reported no address within 3 minutes" >&2; exit 1; }
        sleep 0.5
    done
}

xe() { "$XE" "$@"; }

if [ -e "$env_file" ]; then . "$env_file"; fi
if daemon_alive; then
    say "xapid runs already (process $XAPID_PID)"
else
    say "Starting xapid; its log is .run/xapid.log"
    start_daemon
fi
show xe host-list params=uuid,name-label,enabled

tools/guest/build.sh .run/guest >/dev/null
find_vm
if [ -n "$vm" ]; then
    say "The VM of an earlier tour is still here"
else
    make_vm
fi

case $(xe vm-param-get uuid="$vm" param-name=power-state) in
    halted) say "Start it" && show xe vm-start uuid="$vm" ;;
    suspended) say "It is suspended: resume it" && show xe vm-resume uuid="$vm" ;;
    paused) say "It is paused: unpause it" && show xe vm-unpause uuid="$vm" ;;
esac

say "Wait until its agent reports an address"
wait_for_address "$vm"
show xe vm-list uuid="$vm" params=uuid,name-label,power-state,networks

say "The last lines of its serial console"
tail -n 5 "$state/consoles/$vm.log"

cat <<NEXT

== It runs. What to try next:

    . .run/env                                    # who and where, for xe and every other XenAPI client
    alias xe=\$XE
    xe vm-shutdown uuid=$vm
    xe vm-start uuid=$vm
    xe vm-reboot | vm-pause | vm-unpause | vm-suspend | vm-resume uuid=$vm
    xe vm-clone uuid=$vm new-name-label=copy      # when it is halted
    xe vm-uninstall vm=copy force=true
    xe help

    Other clients: \$XENAPI_URL, user \$XENAPI_USER, password \$XENAPI_PASSWORD.   To end all this: make stop
NEXT
