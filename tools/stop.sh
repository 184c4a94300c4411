#!/bin/bash
# stop.sh (make stop): ends what tour.sh started: the daemon, and then its guests, its libvirt, its bridges and their DHCP.
# The state is kept: the next `make run` finds the same VM, halted.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."
. tools/demo.sh
[ -e "$env_file" ] || { echo "Nothing to stop."; exit 0; }
need_root "$PWD/tools/stop.sh"
. "$env_file"

if daemon_alive; then
    kill -TERM "$XAPID_PID"
    timeout 30 tail --pid="$XAPID_PID" -f /dev/null || kill -KILL "$XAPID_PID"
fi
.venv/bin/python -m xapid clean --state "$state"
sed -i '/XAPID_PID/d' "$env_file"
echo "Stopped."
